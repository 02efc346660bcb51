// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/themepalette.h"

#include <QAbstractButton>

namespace holdline::widgets {

/// The large round button: checked while the microphone is open. A click only asks for a change;
/// what it shows is what it is told.
class MicrophoneButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Look {
        Closed,
        Live,
        Gated, ///< open, but waiting while an answer plays
        Held, ///< open, but what is said now does not arrive
        Broken, ///< no microphone, or one that does not work
    };

    explicit MicrophoneButton(QWidget *parent = nullptr);

    void setLook(Look look);
    Look look() const { return m_look; }
    void setColors(const ThemePalette &colors);

    QSize sizeHint() const override;

protected:
    void nextCheckState() override { }
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF disc() const;

    ThemePalette m_colors = ThemePalette::light();
    Look m_look = Look::Closed;
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

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
        Holding, ///< open, and what is said now waits for the line
        Unheard, ///< open, but what is said now is lost
        Broken, ///< no microphone, or one that does not work
    };

    explicit MicrophoneButton(QWidget *parent = nullptr);

    void setLook(Look look);
    Look look() const { return m_look; }
    /// How much of what can be held is, 0 … 1: a ring around the button while Holding.
    void setHeldShare(double share);
    void setColors(const ThemePalette &colors);

    QSize sizeHint() const override;

protected:
    void nextCheckState() override { }
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF disc() const;
    QColor color() const;
    void paintSurroundings(QPainter &painter) const;
    void paintBadge(QPainter &painter, const QString &icon) const;

    ThemePalette m_colors = ThemePalette::light();
    Look m_look = Look::Closed;
    int m_heldDegrees = 0; ///< of the ring
};

} // namespace holdline::widgets

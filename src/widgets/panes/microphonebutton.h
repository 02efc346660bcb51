// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "widgets/look/themepalette.h"

#include <QAbstractButton>

namespace holdline::widgets {

/// The large round microphone button. It is checked while the microphone is open, and green while
/// the microphone is heard. A click only asks for a change; the button shows the state that it is
/// given. Owned by EntryPane.
class MicrophoneButton : public QAbstractButton
{
    Q_OBJECT

public:
    using Look = client::ConversationController::Microphone;

    explicit MicrophoneButton(QWidget *parent = nullptr);

    void setLook(Look look);
    Look look() const { return m_look; }
    /// The held speech as a share of the limit, 0 … 1. Shown as a ring around the button while
    /// Holding.
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
    int m_heldDegrees = 0; ///< length of the ring
};

} // namespace holdline::widgets

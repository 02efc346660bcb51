// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"
#include "widgets/look/themepalette.h"

#include <QAbstractButton>

namespace holdline::widgets {

/// The large round button shows the microphone and nothing else: checked while it is open, green
/// while it is heard. A click only asks for a change; what it shows is what it is told.
class MicrophoneButton : public QAbstractButton
{
    Q_OBJECT

public:
    using Look = client::ConversationController::Microphone;

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

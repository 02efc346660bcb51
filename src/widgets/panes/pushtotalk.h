// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace holdline::widgets {

/// Push to talk: the space bar held in one window, unless the keyboard is where a space means
/// something else: in a text field, on another button or in a menu. In the message entry it talks
/// while nothing is typed. Letting go, leaving the window or moving the keyboard elsewhere ends it.
class PushToTalk : public QObject
{
    Q_OBJECT

public:
    /// `microphoneButton` is the one button on which a space talks.
    PushToTalk(QWidget &window, const QWidget &microphoneButton);

    bool eventFilter(QObject *watched, QEvent *event) override;
    /// What a space means where the keyboard is may have changed.
    void update();

Q_SIGNALS:
    /// Whether holding the space bar would talk.
    void readyChanged(bool ready);
    void heldChanged(bool held);

private:
    bool takesSpace(const QWidget *widget) const;
    bool onKeyPress(const QKeyEvent &event);
    void setHeld(bool held);

    QWidget &m_window;
    const QWidget &m_microphoneButton;
    bool m_isHeld = false;
    bool m_isReady = true;
};

} // namespace holdline::widgets

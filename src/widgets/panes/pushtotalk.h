// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QKeyEvent;
class QWidget;

namespace holdline::widgets {

/// Push to talk: the user holds the space bar down. It works in one window, unless the focus is on
/// a text field, another button or a menu, where a space has another meaning. In the message entry
/// it works while the entry is empty. It ends when the key is released, when the window is left or
/// when the focus moves. Belongs to the window.
class PushToTalk : public QObject
{
    Q_OBJECT

public:
    /// On `buttons`, unlike on other buttons, the space bar talks. They must live as long as the
    /// window.
    PushToTalk(QWidget &window, const QList<const QWidget *> &buttons);

    bool eventFilter(QObject *watched, QEvent *event) override;
    /// To be called when the meaning of a space at the focus may have changed.
    void update();

Q_SIGNALS:
    /// `ready`: the space bar talks now.
    void readyChanged(bool ready);
    void heldChanged(bool held);

private:
    bool takesSpace(const QWidget *widget) const;
    bool onKeyPress(const QKeyEvent &event);
    void setHeld(bool held);

    QWidget &m_window;
    QList<const QWidget *> m_buttons;
    bool m_isHeld = false;
    bool m_isReady = true;
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace holdline::widgets {

/// Makes the shortcuts of a window work while the focus is in a text field that uses the same keys:
/// on X11, Ctrl+E goes to the end of a line and Ctrl+D deletes. Owned by the field.
class ShortcutsFirst : public QObject
{
    Q_OBJECT

public:
    explicit ShortcutsFirst(QWidget &field);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget &m_field;
};

} // namespace holdline::widgets

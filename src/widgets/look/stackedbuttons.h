// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDialogButtonBox;

namespace holdline::widgets {

/// Puts the buttons of a box below each other while its dialog is too narrow to have them in a row.
/// Owned by the box.
class StackedButtons : public QObject
{
    Q_OBJECT

public:
    explicit StackedButtons(QDialogButtonBox &box);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();

    QDialogButtonBox &m_box;
};

} // namespace holdline::widgets

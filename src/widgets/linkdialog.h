// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

namespace holdline::widgets {

/// Shows the whole address of a link that the assistant wrote, and asks whether to open it. The
/// default is not to. Open it with open(); deletes itself.
class LinkDialog : public QMessageBox
{
    Q_OBJECT

public:
    LinkDialog(const QString &address, QWidget *parent);

Q_SIGNALS:
    void openChosen(const QString &address);
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/quitcontroller.h"

#include <QMessageBox>

namespace holdline::widgets {

/// Asks whether to quit although something is not sent yet, and says what will happen to it. The
/// default is to stay. Open it with open(); deletes itself.
class QuitDialog : public QMessageBox
{
    Q_OBJECT

public:
    QuitDialog(const client::Unsent &unsent, QWidget *parent);

    static QString words(const client::Unsent &unsent);

Q_SIGNALS:
    void quitChosen();
    /// The user quits and does not want it to be sent at the next start.
    void discardChosen();

private:
    static QString wordsForBoth(const client::Unsent &unsent);
};

} // namespace holdline::widgets

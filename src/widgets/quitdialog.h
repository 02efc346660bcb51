// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QMessageBox>

namespace holdline::widgets {

/// What is not sent yet when the program ends. A plain value.
struct Unsent
{
    int texts = 0;
    Duration speech{0};
    bool isKept = false; ///< it is kept and sent at the next start

    bool isNothing() const { return texts == 0 && speech <= Duration(0); }
};

/// Asks whether to quit although something is not sent yet, and says what will happen to it. The
/// default is to stay. Open it with open(); deletes itself.
class QuitDialog : public QMessageBox
{
    Q_OBJECT

public:
    QuitDialog(const Unsent &unsent, QWidget *parent);

    static QString words(const Unsent &unsent);

Q_SIGNALS:
    void quitChosen();
    /// The user quits and does not want it to be sent at the next start.
    void discardChosen();

private:
    static QString wordsForBoth(const Unsent &unsent);
};

} // namespace holdline::widgets

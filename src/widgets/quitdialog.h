// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QMessageBox>

namespace holdline::widgets {

/// What has not been sent when the program is to end.
struct Unsent
{
    int texts = 0;
    Duration speech{0};
    bool isKept = false; ///< it will be sent at the next start

    bool isNothing() const { return texts == 0 && speech <= Duration(0); }
};

/// Asks whether to quit although something waits to be sent, and says what becomes of it. Staying
/// is what happens by default. To be shown with open(); deletes itself.
class QuitDialog : public QMessageBox
{
    Q_OBJECT

public:
    QuitDialog(const Unsent &unsent, QWidget *parent);

    static QString words(const Unsent &unsent);

Q_SIGNALS:
    void quitChosen();
    /// To quit, and not to send it at the next start either.
    void discardChosen();

private:
    static QString wordsForBoth(const Unsent &unsent);
};

} // namespace holdline::widgets

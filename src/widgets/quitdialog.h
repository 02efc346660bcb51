// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QMessageBox>

namespace holdline::widgets {

/// What would be lost if the program ended now.
struct Unsent
{
    int texts = 0;
    Duration speech{0};

    bool isNothing() const { return texts == 0 && speech <= Duration(0); }
};

/// Asks whether to quit although something waits to be sent. Staying is what happens by default.
/// To be shown with open(); deletes itself.
class QuitDialog : public QMessageBox
{
    Q_OBJECT

public:
    QuitDialog(const Unsent &unsent, QWidget *parent);

    static QString words(const Unsent &unsent);

Q_SIGNALS:
    void quitChosen();
};

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/quitdialog.h"

#include <QPushButton>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QuitDialog::QuitDialog(const Unsent &unsent, QWidget *parent) : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(NoIcon);
    setWindowTitle(u"Holdline"_s);
    setTextFormat(Qt::PlainText);
    setText(words(unsent));
    setInformativeText(
        unsent.isKept ? tr("It is kept on this computer and sent when Holdline is started again.")
                      : tr("It will be lost."));
    auto *stay = addButton(tr("&Stay"), RejectRole);
    const QPushButton *quit = addButton(tr("&Quit anyway"), DestructiveRole);
    const QPushButton *discard =
        unsent.isKept ? addButton(tr("&Discard and quit"), DestructiveRole) : nullptr;
    setDefaultButton(stay);
    setEscapeButton(stay);
    connect(this, &QDialog::finished, this, [this, quit, discard] {
        if (clickedButton() == quit)
            Q_EMIT quitChosen();
        else if (discard && clickedButton() == discard)
            Q_EMIT discardChosen();
    });
}

QString QuitDialog::words(const Unsent &unsent)
{
    const auto seconds = std::max<qint64>(
        1, std::chrono::round<std::chrono::seconds>(unsent.speech) / std::chrono::seconds(1));
    if (unsent.texts == 0)
        return tr("%1 s of speech has not been sent. Quit anyway?", "seconds").arg(seconds);
    if (unsent.speech <= Duration(0))
        return unsent.texts == 1
            ? tr("One text has not been sent. Quit anyway?")
            : tr("%n texts have not been sent. Quit anyway?", nullptr, unsent.texts);
    return unsent.texts == 1
        ? tr("One text and %1 s of speech have not been sent. Quit anyway?", "seconds").arg(seconds)
        : tr("%n texts and %1 s of speech have not been sent. Quit anyway?", "seconds",
             unsent.texts)
              .arg(seconds);
}

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/quitdialog.h"

#include <QPushButton>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

QuitDialog::QuitDialog(const client::Unsent &unsent, QWidget *parent) : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(NoIcon);
    setWindowTitle(u"Holdline"_s);
    setTextFormat(Qt::PlainText);
    setText(words(unsent));
    if (unsent.isKept)
        setInformativeText(tr("Holdline keeps it on this computer and sends it the next time it "
                              "starts."));
    auto *stay = addButton(tr("&Cancel"), RejectRole);
    const QPushButton *quit = addButton(tr("&Quit"), DestructiveRole);
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

QString QuitDialog::words(const client::Unsent &unsent)
{
    const auto seconds = std::max<qint64>(
        1, std::chrono::round<std::chrono::seconds>(unsent.speech) / std::chrono::seconds(1));
    if (unsent.texts == 0)
        return (unsent.isKept
                    ? tr("%1 s of speech hasn’t been sent yet. Quit?", "seconds")
                    : tr("%1 s of speech hasn’t been sent and will be lost. Quit?", "seconds"))
            .arg(seconds);
    const bool isOne = unsent.texts == 1;
    if (unsent.speech <= Duration(0)) {
        if (unsent.isKept)
            return isOne ? tr("A message hasn’t been sent yet. Quit?")
                         : tr("%n messages haven’t been sent yet. Quit?", nullptr, unsent.texts);
        return isOne
            ? tr("A message hasn’t been sent and will be lost. Quit?")
            : tr("%n messages haven’t been sent and will be lost. Quit?", nullptr, unsent.texts);
    }
    return wordsForBoth(unsent).arg(seconds);
}

QString QuitDialog::wordsForBoth(const client::Unsent &unsent)
{
    const bool isOne = unsent.texts == 1;
    if (unsent.isKept)
        return isOne ? tr("A message and %1 s of speech haven’t been sent yet. Quit?", "seconds")
                     : tr("%n messages and %1 s of speech haven’t been sent yet. Quit?", "seconds",
                          unsent.texts);
    return isOne
        ? tr("A message and %1 s of speech haven’t been sent and will be lost. Quit?", "seconds")
        : tr("%n messages and %1 s of speech haven’t been sent and will be lost. Quit?", "seconds",
             unsent.texts);
}

} // namespace holdline::widgets

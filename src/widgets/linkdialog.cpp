// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/linkdialog.h"

#include <QPushButton>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

LinkDialog::LinkDialog(const QString &address, QWidget *parent) : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(NoIcon);
    setWindowTitle(u"Holdline"_s);
    setTextFormat(Qt::PlainText);
    // A long address is broken into lines behind its slashes.
    setText(tr("Open this address outside of Holdline?") + u"\n\n"_s
            + QString(address).replace(u'/', u"/\u200b"_s));
    auto *stay = addButton(tr("&Cancel"), RejectRole);
    const QPushButton *open = addButton(tr("&Open"), AcceptRole);
    setDefaultButton(stay);
    setEscapeButton(stay);
    connect(this, &QDialog::finished, this, [this, open, address] {
        if (clickedButton() == open)
            Q_EMIT openChosen(address);
    });
}

} // namespace holdline::widgets

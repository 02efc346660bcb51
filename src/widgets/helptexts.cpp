// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/helptexts.h"

#include <QAction>
#include <QKeySequence>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

QString section(const QString &title, const QString &text)
{
    return u"<p><b>%1</b><br>%2</p>"_s.arg(title, text);
}

QString tableRow(const QString &keys, const QString &meaning)
{
    return u"<tr><td style='padding-right:16px'><b>%1</b></td><td>%2</td></tr>"_s.arg(
        keys.toHtmlEscaped(), meaning.toHtmlEscaped());
}

} // namespace

QString HelpTexts::about()
{
    return u"<h3>Holdline %1</h3><p>%2</p><p>%3</p>"_s.arg(
        QStringLiteral(HOLDLINE_VERSION),
        tr("Talk with an assistant over a network that may fail. When the connection is lost, "
           "Holdline says so, reconnects by itself and continues where you stopped."),
        tr("Free software under the GNU General Public License, version 3 or later. It comes with "
           "no warranty."));
}

QString HelpTexts::troubleshooting()
{
    return section(
               tr("The assistant doesn’t hear me"),
               tr("The round button is green only while the microphone is on and you are heard. "
                  "Click it if it is grey. Speak and watch the bars. If they stay flat, choose "
                  "another input device in the Audio menu."))
        + section(tr("I don’t hear the assistant"),
                  tr("Choose another output device in the Audio menu and check your computer’s "
                     "volume. "
                     "Ctrl+R plays the last answer again."))
        + section(tr("It hears itself"),
                  tr("Choose Loudspeaker in the Audio menu. Use Headphones mode only with "
                     "headphones."))
        + section(tr("It answers before I’ve finished"),
                  tr("Choose a longer wait in the Conversation menu."))
        + section(tr("It doesn’t know the answer"),
                  tr("Ask it what it can do. Settings ▸ Assistant lets a language model answer the "
                     "rest."))
        + section(
               tr("The connection is lost"),
               tr("Holdline reconnects by itself; F5 tries right away. What you type is kept and "
                  "sent afterwards. So is what you say, as long as the round button is amber and "
                  "shows a clock."))
        + section(tr("It fails after ten tries"),
                  tr("The banner says why. Check your network and the server’s address, then press "
                     "Try "
                     "again."))
        + section(
               tr("See for yourself"),
               tr("Help ▸ Network lab breaks the connection on purpose. Or, while you talk: turn "
                  "Wi-Fi off and on again, unplug the router’s cable, switch to a phone’s hotspot, "
                  "or close the lid for a minute. Each time the status turns red, then amber, then "
                  "green again by itself, and one row in the conversation says what was held or "
                  "lost."));
}

QString HelpTexts::shortcuts(const QList<QAction *> &actions)
{
    QString table =
        tableRow(tr("Space (hold)"), tr("Talk while you hold it, unless you are typing"))
        + tableRow(tr("Enter"), tr("Send the message"))
        + tableRow(tr("Shift+Enter"), tr("Start a new line"))
        + tableRow(tr("Up, Down"), tr("Move through messages"))
        + tableRow(tr("Enter, Space"), tr("On a divider: show details of the interruption"))
        + tableRow(QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
                   tr("Copy the selected message"));
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            table += tableRow(action->shortcut().toString(QKeySequence::NativeText),
                              action->text().remove(u'&'));
    }
    return u"<table cellspacing='4'>%1</table>"_s.arg(table);
}

} // namespace holdline::widgets

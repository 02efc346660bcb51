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
        tr("Talk with an assistant over a line that may fail. When it breaks, Holdline says so, "
           "comes back by itself and goes on where you were."),
        tr("Free software under the GNU General Public License, version 3 or later. Without any "
           "warranty."));
}

QString HelpTexts::troubleshooting()
{
    return section(tr("The assistant does not hear me"),
                   tr("Is the round button green? Speak and watch the bars: when they stay flat, "
                      "choose another input device in the menu Audio."))
        + section(tr("I do not hear the assistant"),
                  tr("Choose another output device in the menu Audio, and look at the volume of "
                     "your computer. Ctrl+R plays the last answer again."))
        + section(tr("It hears itself"),
                  tr("Choose Loudspeaker in the menu Audio. Headphones is for headphones only."))
        + section(tr("It answers before I am done"),
                  tr("Choose a longer pause in the menu Conversation."))
        + section(tr("The connection is lost"),
                  tr("Holdline tries again by itself. F5 tries right now. What you typed is kept "
                     "and sent afterwards; so is what you say, as long as the round button is "
                     "amber and shows a clock."))
        + section(tr("It fails after ten tries"),
                  tr("The banner says why. Check the network and the address of the server, then "
                     "press Try again."))
        + section(
               tr("Seeing for yourself"),
               tr("Help ▸ Network lab breaks the line on purpose. Or, while you talk: switch Wi-Fi "
                  "off and on again; pull the cable behind the router; change to a phone's "
                  "hotspot; close the lid for a minute. Each time the line turns red, then amber, "
                  "and green again by itself, and one row in the conversation tells what it "
                  "cost."));
}

QString HelpTexts::shortcuts(const QList<QAction *> &actions)
{
    QString table = tableRow(tr("Space (hold)"), tr("Talk while held, outside of text fields"))
        + tableRow(tr("Enter"), tr("Send what was typed"))
        + tableRow(tr("Up, Down"), tr("Walk through the conversation"))
        + tableRow(tr("Enter, Space"), tr("Show what a break in the line cost, on its divider"))
        + tableRow(QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
                   tr("Copy the current message"));
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            table += tableRow(action->shortcut().toString(QKeySequence::NativeText),
                              action->text().remove(u'&'));
    }
    return u"<table cellspacing='4'>%1</table>"_s.arg(table);
}

} // namespace holdline::widgets

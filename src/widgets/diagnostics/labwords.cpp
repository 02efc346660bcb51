// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/labwords.h"

#include <QLocale>

namespace holdline::widgets {

using client::LabNote;
using client::NetworkLab;

namespace {

QString seconds(Duration duration, int decimals)
{
    return QLocale().toString(static_cast<double>(duration.count()) / 1000, 'f', decimals);
}

} // namespace

QString LabWords::note(const LabNote &note)
{
    switch (note.kind) {
    case LabNote::Kind::CutBegan:
        return tr("Cut for %1 s").arg(seconds(note.after, 0));
    case LabNote::Kind::BlackholeBegan:
        return tr("Black hole for %1 s").arg(seconds(note.after, 0));
    case LabNote::Kind::RestartBegan:
        return tr("The server restarts");
    case LabNote::Kind::SlowBegan:
        return tr("Slow line on");
    case LabNote::Kind::SlowEnded:
        return tr("Slow line off");
    case LabNote::Kind::FaultOver:
        return tr("The line is whole again");
    case LabNote::Kind::Noticed:
        return tr("Noticed after %1 s").arg(seconds(note.after, 1));
    case LabNote::Kind::Held:
        return tr("It was not given up");
    case LabNote::Kind::Back:
        return tr("Back after %1 s").arg(seconds(note.after, 1));
    }
    Q_UNREACHABLE();
}

QString LabWords::outlook(const std::optional<NetworkLab::Trial> &trial, bool slow)
{
    if (trial && trial->isLost && trial->isOver)
        return tr("The line is whole again: Holdline comes back within seconds.");
    if (trial && trial->isLost)
        return tr("Red, then amber. Keep talking: while the round button is amber, what you say is "
                  "kept and sent afterwards.");
    if (trial && !trial->isOver) {
        switch (trial->fault) {
        case NetworkLab::Fault::Cut:
            return tr("The line turns red at once.");
        case NetworkLab::Fault::Blackhole:
            return tr("At first nothing changes: nobody says that the line is dead. Holdline finds "
                      "out within 5 s while you talk, and within 20 s otherwise.");
        case NetworkLab::Fault::ServerRestart:
            return tr("The line turns amber, and green again within seconds. The conversation goes "
                      "on where it was.");
        }
    }
    if (slow)
        return tr("Words and answers come late, but the line stays green: slow is not dead.");
    if (trial && trial->isNoticed)
        return tr("Green again. What was said meanwhile has been sent, and the break is one row in "
                  "the conversation.");
    if (trial)
        return tr("Still green: the line was whole again before anybody gave it up.");
    return tr("Start talking, then press one of these.");
}

} // namespace holdline::widgets

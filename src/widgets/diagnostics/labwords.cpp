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
        return tr("Silent outage for %1 s").arg(seconds(note.after, 0));
    case LabNote::Kind::RestartBegan:
        return tr("Restarting the server");
    case LabNote::Kind::SlowBegan:
        return tr("Slow connection on");
    case LabNote::Kind::SlowEnded:
        return tr("Slow connection off");
    case LabNote::Kind::FaultOver:
        return tr("Connection restored");
    case LabNote::Kind::Noticed:
        return tr("Noticed after %1 s").arg(seconds(note.after, 1));
    case LabNote::Kind::Held:
        return tr("The connection survived");
    case LabNote::Kind::Back:
        return tr("Back after %1 s").arg(seconds(note.after, 1));
    }
    Q_UNREACHABLE();
}

QString LabWords::outlook(const std::optional<NetworkLab::Trial> &trial, bool slow)
{
    if (trial && trial->isLost && trial->isOver)
        return tr("The network is back. Holdline reconnects within seconds.");
    if (trial && trial->isLost)
        return tr("Red, then amber. Keep talking: while the round button is amber, your speech is "
                  "kept and sent afterwards.");
    if (trial && !trial->isOver) {
        switch (trial->fault) {
        case NetworkLab::Fault::Cut:
            return tr("The status turns red at once.");
        case NetworkLab::Fault::Blackhole:
            return tr(
                "At first nothing changes, because nothing reports the outage. Holdline notices "
                "within 5 s while you talk, and within 20 s otherwise.");
        case NetworkLab::Fault::ServerRestart:
            return tr("The status turns amber, then green again within seconds. The conversation "
                      "continues where it stopped.");
        }
    }
    if (slow)
        return tr("Words and answers arrive late, but the status stays green: slow is not broken.");
    if (trial && trial->isNoticed)
        return tr(
            "Green again. What you said meanwhile has been sent, and the interruption is one row "
            "in the conversation.");
    if (trial)
        return tr("Still green: the network was back before the connection broke.");
    return tr("Start talking, then press one of these.");
}

} // namespace holdline::widgets

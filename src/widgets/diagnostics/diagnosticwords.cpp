// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/diagnosticwords.h"

#include "client/conversation/timeofday.h"
#include "widgets/look/connectionwords.h"

#include <QLocale>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using audio::Direction;
using Kind = client::DiagnosticEvent::Kind;
using Origin = client::Line::Session::Origin;
using State = audio::EndpointStatus::State;

namespace {

QString decimalSeconds(Duration time)
{
    return QLocale().toString(double(time.count()) / 1000, 'f', 1);
}

} // namespace

QString DiagnosticWords::kind(Kind kind)
{
    switch (kind) {
    case Kind::State:
        return tr("States");
    case Kind::Dial:
        return tr("Connecting");
    case Kind::Loss:
        return tr("Disconnections");
    case Kind::Session:
        return tr("Sessions");
    case Kind::Hold:
        return tr("Held speech");
    case Kind::Sound:
        return tr("Audio");
    }
    Q_UNREACHABLE();
}

QString DiagnosticWords::event(const Event &event)
{
    return std::visit([](const auto &what) { return words(what); }, event.what);
}

QString DiagnosticWords::detail(const Event &event)
{
    const auto *lost = std::get_if<Event::Lost>(&event.what);
    return lost ? lost->detail : QString();
}

QString DiagnosticWords::time(const Event &event)
{
    return client::timeOfDayWithSeconds(event.at);
}

QString DiagnosticWords::words(const Event::StateShown &event)
{
    return ConnectionWords::label(event.state);
}

QString DiagnosticWords::words(const Event::Dialled &event)
{
    client::ConnectionStatus status;
    status.host = event.host;
    return tr("Connecting to %1").arg(ConnectionWords::peer(status));
}

QString DiagnosticWords::words(const Event::Opened &event)
{
    return event.durable ? tr("Connected; unsent speech is kept")
                         : tr("Connected; unsent speech is lost");
}

QString DiagnosticWords::words(const Event::Lost &event)
{
    const QString cause = ConnectionWords::cause(event.reason);
    QString text = event.wasLive ? tr("Connection lost") : tr("No connection");
    if (!cause.isEmpty())
        text += u": "_s + cause;
    if (event.isFinal)
        return tr("%1 · gave up").arg(text);
    return event.nextTry
        ? tr("%1 · next try in %2 s", "seconds").arg(text, decimalSeconds(*event.nextTry))
        : text;
}

QString DiagnosticWords::words(const Event::SessionBegan &event)
{
    QString text;
    switch (event.origin) {
    case Origin::New:
        text = tr("Session %1 started").arg(event.session);
        break;
    case Origin::Replacement:
        text = tr("Session %1 replaced one that had expired").arg(event.session);
        break;
    case Origin::Resumed:
        text = tr("Session %1 resumed").arg(event.session);
        break;
    case Origin::Rejoined:
        text = tr("Session %1 reloaded").arg(event.session);
        break;
    }
    return event.sentAgain > 0 ? tr("%1 · messages resent: %2").arg(text).arg(event.sentAgain)
                               : text;
}

QString DiagnosticWords::words(const Event::HoldBegan &)
{
    return tr("Holding your speech");
}

QString DiagnosticWords::words(const Event::HoldEnded &event)
{
    return tr("Stopped holding speech; up to %1 s was held", "seconds")
        .arg(decimalSeconds(event.most));
}

QString DiagnosticWords::words(const Event::DeviceChanged &event)
{
    const bool isInput = event.direction == Direction::Input;
    switch (event.status.state) {
    case State::Closed:
        return isInput ? tr("Microphone closed") : tr("Loudspeaker closed");
    case State::Open:
        return (isInput ? tr("Microphone: %1") : tr("Loudspeaker: %1"))
            .arg(event.status.device.name);
    case State::Missing:
        return isInput ? tr("No microphone") : tr("No loudspeaker");
    case State::Failed:
        return isInput ? tr("No sound from the microphone") : tr("No sound from the loudspeaker");
    }
    Q_UNREACHABLE();
}

QString DiagnosticWords::words(const Event::RanDry &)
{
    return tr("Gap in an answer");
}

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/diagnostics/diagnostics.h"

#include "client/conversation/conversationcontroller.h"
#include "client/link/reconnectingsocket.h"
#include "client/setup/statuscontroller.h"
#include "core/overloaded.h"

#include <algorithm>
#include <utility>

namespace holdline::client {

using Event = DiagnosticEvent;

namespace {

/// The outage of a stage that is not live; `nullptr` if there is none.
const link::Outage *outageOf(const link::Stage &stage)
{
    if (const auto *waiting = std::get_if<link::Waiting>(&stage))
        return &waiting->outage;
    const auto *dialing = std::get_if<link::Dialing>(&stage);
    return dialing && dialing->outage ? &*dialing->outage : nullptr;
}

} // namespace

Diagnostics::Diagnostics(ReconnectingSocket &socket, Line &line, StatusController &status,
                         ConversationController &conversation, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_status(status)
    , m_conversation(conversation)
    , m_clock(clock)
{
    watchLine(line);
    watchConversation();
    watchSound();
}

void Diagnostics::watchLine(Line &line)
{
    connect(&m_socket, &ReconnectingSocket::changed, this, &Diagnostics::lookAtSocket);
    connect(&line, &Line::sessionStarted, this, &Diagnostics::onSession);
    connect(&m_status, &StatusController::statusChanged, this,
            [this](const ConnectionStatus &status) {
                if (std::exchange(m_state, status.state) != status.state)
                    add(Event::StateShown{status.state});
            });
}

void Diagnostics::watchConversation()
{
    connect(&m_conversation, &ConversationController::heldSpeechChanged, this,
            &Diagnostics::onHeldSpeech);
    connect(&m_conversation, &ConversationController::unplayedSpeechChanged, this,
            [this] { setFigure(&Figures::unplayed, m_conversation.unplayedSpeech()); });
    connect(&m_conversation, &ConversationController::playbackRanDry, this, [this] {
        setFigure(&Figures::underruns, m_figures.underruns + 1);
        add(Event::RanDry{});
    });

    connect(&m_conversation, &ConversationController::turnUnderstood, this,
            [this](Instant ended, bool typed) {
                m_turns.onUnderstood({.at = m_clock.wallTime(),
                                      .ended = ended,
                                      .typed = typed,
                                      .understood = elapsed(m_clock.now(), ended)});
                Q_EMIT turnsChanged();
            });
    connect(&m_conversation, &ConversationController::answerBegan, this, [this] {
        m_turns.onFirstWord(m_clock.now());
        Q_EMIT turnsChanged();
    });
    connect(&m_conversation, &ConversationController::answerStarted, this, [this] {
        m_turns.onFirstSound(m_clock.now());
        Q_EMIT turnsChanged();
    });
}

void Diagnostics::watchSound()
{
    const audio::SoundCard &card = m_conversation.soundCard();
    connect(&card, &audio::SoundCard::statusChanged, this,
            [this, &card](audio::Direction direction) {
                add(Event::DeviceChanged{direction, card.status(direction)});
            });
}

void Diagnostics::lookAtSocket()
{
    const LinkState &now = m_socket.machine().state();
    const bool wasLive = std::exchange(m_isLive, m_socket.isLive());
    if (std::exchange(m_stage, now.stage.index()) != now.stage.index())
        onStageChanged(wasLive);
    if (std::exchange(m_dial, now.dial) != now.dial)
        append(Event::Dialled{now.dial, m_socket.endpoint().host});
    onRoundTrip();
}

void Diagnostics::onStageChanged(bool wasLive)
{
    const link::Stage &stage = m_socket.machine().state().stage;
    Event::Lost lost{.wasLive = wasLive};
    if (wasLive && m_figures.roundTrip)
        addRoundTrip(std::nullopt);
    if (const auto *live = std::get_if<link::Live>(&stage)) {
        append(Event::Opened{live->durable});
    } else if (const auto *failed = std::get_if<link::Failed>(&stage)) {
        lost.reason = failed->reason;
        lost.detail = failed->detail;
        lost.isFinal = true;
        append(lost);
    } else if (const link::Outage *outage = outageOf(stage)) {
        if (const auto *waiting = std::get_if<link::Waiting>(&stage))
            lost.nextTry = std::max(Duration(0), elapsed(waiting->until, m_clock.now()));
        else if (!wasLive) // this is the next attempt, not a loss
            return;
        lost.reason = outage->reason;
        lost.detail = outage->detail;
        append(lost);
    }
}

void Diagnostics::onRoundTrip()
{
    const auto *live = std::get_if<link::Live>(&m_socket.machine().state().stage);
    const auto roundTrip = live ? live->roundTrip : std::nullopt;
    if (roundTrip == m_figures.roundTrip)
        return;
    if (roundTrip)
        addRoundTrip(roundTrip);
    setFigure(&Figures::roundTrip, roundTrip);
}

void Diagnostics::onSession(const Line::Session &session)
{
    using Origin = Line::Session::Origin;
    if (session.origin == Origin::New || session.origin == Origin::Replacement)
        m_turns.close();
    add(Event::SessionBegan{.origin = session.origin,
                            .kind = session.kind,
                            .session = session.id.shortened(),
                            .messages = session.messageCount,
                            .sentAgain = session.sentAgain});
}

void Diagnostics::onHeldSpeech()
{
    const Duration held = m_conversation.heldSpeech();
    if (held == Duration(0)) {
        if (m_mostHeld > held)
            add(Event::HoldEnded{std::exchange(m_mostHeld, held)});
    } else if (m_mostHeld > Duration(0) || m_conversation.isHoldingSpeech()) {
        if (m_mostHeld == Duration(0))
            add(Event::HoldBegan{});
        m_mostHeld = std::max(m_mostHeld, held);
    }
    setFigure(&Figures::held, held);
}

void Diagnostics::addRoundTrip(std::optional<std::chrono::microseconds> roundTrip)
{
    m_roundTrips.add({m_clock.now(), m_clock.wallTime(), roundTrip});
    Q_EMIT roundTripsChanged();
}

void Diagnostics::add(Event::What what)
{
    lookAtSocket(); // some signals come before changed() of the socket that caused them
    append(std::move(what));
}

void Diagnostics::append(Event::What what)
{
    m_log.add({m_clock.wallTime(), std::move(what)});
}

template <typename T>
void Diagnostics::setFigure(T Figures::*figure, const T &value)
{
    if (std::exchange(m_figures.*figure, value) != value)
        Q_EMIT figuresChanged();
}

} // namespace holdline::client

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/durablesession.h"

#include "core/log.h"
#include "protocol/limits.h"
#include "server/durable/sessionwelcome.h"
#include "server/store/storetrouble.h"
#include "server/voice/turnpause.h"

#include <QUuid>

#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

using protocol::Stream;
using CallStatus = protocol::CallStatusChanged::Status;

namespace {

const QString kReplaced = u"a newer connection took over"_s;

VoicePipeline::Options pipelineOptions(const StoredStream &stream, Duration pause)
{
    return {.pause = stream.speed ? turnPause(*stream.speed) : pause,
            .playback = VoicePipeline::Playback::Durable,
            .microphoneRate = protocol::kMicRate};
}

/// The Durable dialect has no tts_start and tts_stop: the client reports how far it has played.
Result<protocol::ClientMessage, protocol::ValidationError> decodeV1(const QByteArray &json)
{
    auto message = protocol::decodeClientMessage(json);
    const bool isPlain = message
        && (std::holds_alternative<protocol::TtsStart>(message.value())
            || std::holds_alternative<protocol::TtsStop>(message.value()));
    if (isPlain)
        return Failure{protocol::ValidationError{{{u"type"_s, u"is not known"_s}}}};
    return message;
}

/// The streams before the first item.
StoredStream streamOf(const QString &epoch)
{
    StoredStream stream;
    stream.epoch = epoch;
    return stream;
}

} // namespace

DurableSession::DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                               const StoredStream &stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_setting(setting)
    , m_secret(secret)
    , m_held(setting.memory)
    , m_stream(setting.registry.store(), session.id, stream, setting.services.clock)
    , m_outlet(
          session, setting.registry, m_stream, setting.services.clock,
          [this] { return m_pipeline.neededFrom(); }, m_held)
    , m_pipeline(session, setting.services, pipelineOptions(stream, setting.pause), m_outlet)
    , m_restoredWork(m_stream, m_outlet, m_pipeline, m_microphone)
    , m_call(stream.call)
    , m_texts(stream.takenTexts)
{
    m_session.write = [this](Change change) { m_stream.write({std::move(change)}); };
    connectParts();
}

DurableSession::DurableSession(Session &session, const Setting &setting, const QByteArray &secret,
                               const QString &epoch, QObject *parent)
    : DurableSession(session, setting, secret, streamOf(epoch), parent)
{
}

DurableSession::DurableSession(Session &session, const Setting &setting,
                               const StoredSession &stored, QObject *parent)
    : DurableSession(session, setting, stored.stream->secret, *stored.stream, parent)
{
    if (!stored.stream->journal.empty())
        m_journal = Journal(stored.stream->journal.back().entry);
    m_restoredWork.takeUp(stored);
}

DurableSession::~DurableSession()
{
    m_session.write = {};
}

void DurableSession::connectParts()
{
    connect(&m_stream, &DurableStream::itemsReady, this, &DurableSession::pump);
    connect(&m_stream, &DurableStream::committed, this, &DurableSession::acknowledge);
    connect(&m_stream, &DurableStream::troubleChanged, this, &DurableSession::tellTrouble);
    connect(&m_outlet, &DurableOutlet::transientReady, this, &DurableSession::pump);
    m_ackTimer.setSingleShot(true);
    m_ackTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_ackTimer, &QTimer::timeout, this, &DurableSession::acknowledge);
    m_pipeline.setListenerAttached(false);
}

// ---- connections

void DurableSession::welcome(std::unique_ptr<ClientConnection> connection, quint64 number,
                             const protocol::Open &request)
{
    take(std::move(connection), number);
    noteJoin(&JoinFigures::opened, "opened"_L1);
    sendWelcome(protocol::Welcome::Mode::New, 0, request.audio);
    attach(0, request.window);
    m_pipeline.setListenerAttached(true);
}

void DurableSession::resume(std::unique_ptr<ClientConnection> connection, quint64 number,
                            const protocol::Resume &request)
{
    if (m_connection && number < m_number) {
        ClientConnection::dismiss(std::move(connection), protocol::CloseCode::Replaced, kReplaced);
        return;
    }
    take(std::move(connection), number);
    if (!request.point || !m_stream.covers(*request.point)) {
        rejoin(request);
        return;
    }
    noteJoin(&JoinFigures::resumed, "resumed"_L1);
    sendWelcome(protocol::Welcome::Mode::Resumed, m_stream.received(), request.audio);
    attach(*request.point->received, request.window);
    m_pipeline.setListenerResumed();
}

/// From here on only messages from this connection count.
void DurableSession::take(std::unique_ptr<ClientConnection> connection, quint64 number)
{
    if (m_connection) {
        qCInfo(lcSession) << event("taken over"_L1);
        hangUp(protocol::CloseCode::Replaced, kReplaced);
    }
    m_connection = std::move(connection);
    m_number = number;
    connect(m_connection.get(), &ClientConnection::received, this, &DurableSession::receive);
    connect(m_connection.get(), &ClientConnection::backlogShrank, this, &DurableSession::pump);
    connect(m_connection.get(), &ClientConnection::unfinishedChanged, this, [this] {
        noteHeld();
        if (!m_held.mayGrow())
            m_connection->sendAway();
    });
    connect(m_connection.get(), &ClientConnection::peerSeen, this,
            [this] { m_setting.registry.touch(m_session); });
    connect(m_connection.get(), &ClientConnection::closed, this, [this] {
        release();
        m_connection.release()->deleteLater(); // it is the sender of the signal
        Q_EMIT detached();
    });
}

/// The client's streams do not match ours, so both start again. Everything said from here on is
/// sent as items; everything said before is sent as history.
void DurableSession::rejoin(const protocol::Resume &request)
{
    const QString epoch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto onBegun = [this, request, number = m_number, messages = m_session.messageCount] {
        if (!m_connection || m_number != number) // another connection has come meanwhile
            return;
        noteJoin(&JoinFigures::rejoined, "rejoined"_L1);
        const auto received =
            request.point ? m_stream.receivedIn(request.point->epoch) : std::optional<quint64>();
        sendWelcome(protocol::Welcome::Mode::Rejoined, received.value_or(0), request.audio);
        m_history = std::make_unique<HistoryTeller>(m_setting.registry.store(), id(), messages,
                                                    *m_connection);
        connect(m_history.get(), &HistoryTeller::told, this, [this, window = request.window] {
            m_history.release()->deleteLater(); // it is the sender of the signal
            m_outlet.renumber();
            attach(0, window);
            m_pipeline.setListenerAttached(true);
            m_outlet.send(protocol::CallStatusChanged{m_call, {}});
        });
        m_history->proceed();
    };
    m_stream.beginEpoch(epoch, onBegun);
}

void DurableSession::sendWelcome(protocol::Welcome::Mode mode, quint64 received,
                                 const protocol::AudioOffer &offer)
{
    protocol::Welcome welcome = welcomeTo(m_session, offer, m_setting.services.clock.wallTime());
    welcome.mode = mode;
    welcome.epoch = m_stream.epoch();
    if (mode == protocol::Welcome::Mode::New)
        welcome.secret = m_secret;
    welcome.received = received;
    send(welcome);
}

void DurableSession::attach(quint64 peerReceived, qint64 window)
{
    m_isReady = true;
    m_stream.attach(peerReceived, window);
    m_outlet.transients().tellAgain();
    tellTrouble();
    pump();
}

/// Items that were on their way will be sent again.
void DurableSession::release()
{
    m_isReady = false;
    m_history.reset();
    m_ackTimer.stop();
    m_stream.detach();
    m_pipeline.setListenerAttached(false);
    m_connection->disconnect(this);
    noteHeld();
}

void DurableSession::letGo(const Farewell &farewell)
{
    send(farewell.goaway);
    hangUp(protocol::CloseCode::Restart, farewell.closeReason());
}

void DurableSession::hangUp(protocol::CloseCode code, const QString &reason)
{
    if (!m_connection)
        return;
    release();
    ClientConnection::dismiss(std::move(m_connection), code, reason);
}

// ---- incoming

void DurableSession::receive(const protocol::WireMessage &message)
{
    if (!message.binary && protocol::isControl(message.bytes)) {
        receiveControl(message.bytes);
        return;
    }
    if (!m_isReady) { // the client may not send before it knows what we have received
        breakOff(Stream::Violation::Malformed);
        return;
    }
    const auto arrival = m_stream.receive(message);
    if (!arrival) {
        breakOff(arrival.error());
        return;
    }
    if (std::holds_alternative<Stream::Unnumbered>(
            arrival.value())) { // clients number all other messages
        breakOff(Stream::Violation::Malformed);
        return;
    }
    const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value());
    m_session.isUsed = m_session.isUsed || fresh;
    if (fresh && message.binary)
        handleAudio(fresh->seq, message.bytes);
    else if (fresh)
        handleMessage(fresh->seq, message.bytes);
    pump(); // an acknowledgement may have made room
}

void DurableSession::receiveControl(const QByteArray &json)
{
    const auto message = protocol::decodeControlMessage(json);
    if (message && std::holds_alternative<protocol::Bye>(message.value())) {
        sayBye();
        return;
    }
    const auto *ack = message ? std::get_if<protocol::Ack>(&message.value()) : nullptr;
    if (!ack) {
        breakOff(Stream::Violation::Malformed);
        return;
    }
    if (const auto acknowledged = m_stream.acknowledge(ack->upTo); !acknowledged) {
        breakOff(acknowledged.error());
        return;
    }
    if (ack->played && ack->played->utterance == m_outlet.utterance()) {
        m_outlet.setPlayed(*ack->played);
        m_pipeline.setPlayed(ack->played->position, ack->played->read);
        m_pipeline.proceed();
    }
    pump();
}

void DurableSession::handleAudio(quint64 seq, const QByteArray &bytes)
{
    const protocol::AudioItem item = *protocol::decodeAudioItem(bytes);
    const auto audio = m_microphone.decoded(item);
    if (!audio) {
        refuseAudio(seq);
        m_connection->charge(
            MessageRate::ofSound(protocol::kCaptureItemSamples, protocol::kMicRate));
        return;
    }
    const audio::Pcm pcm = audio::fromBytes(audio->pcm);
    const auto samples = static_cast<qint64>(pcm.size());
    Batch effects = m_journal.enter(id(), item, pcm.size(), m_pipeline.neededFrom());
    const quint64 mark = m_journal.newest();
    const qint64 held = bytes.size() + audio->pcm.size();
    m_uncommitted += held;
    m_stream.commit(seq, std::move(effects), [this, mark, pcm, late = item.replayed, held] {
        m_uncommitted -= held;
        m_pipeline.hear(pcm, mark, late);
    });
    m_connection->charge(MessageRate::ofSound(samples, protocol::kMicRate)
                         + (item.opus ? MessageRate::ofOpus(samples) : MessageRate::Cost(0)));
}

/// Answers an item with audio that cannot be decoded. Nothing is heard for it, and it is not sent
/// again.
void DurableSession::refuseAudio(quint64 seq)
{
    m_stream.together([&] {
        m_outlet.send(protocol::ValidationError{
            {{u"audio"_s, u"must be PCM or Opus of at most 1 600 samples"_s}}});
        m_stream.commit(seq, {}, [] {});
    });
}

void DurableSession::handleMessage(quint64 seq, const QByteArray &json)
{
    const auto message = decodeV1(json);
    const auto *typed = message ? std::get_if<protocol::TextMessage>(&message.value()) : nullptr;
    m_stream.together([&] {
        QString question;
        if (typed)
            question = enter(*typed);
        else if (message)
            on(message.value());
        else // refused; it is not sent again
            m_outlet.send(message.error());
        if (!question.isEmpty())
            m_question = seq;
        m_uncommitted += json.size();
        m_stream.commit(seq, {}, [this, seq, question, size = json.size()] {
            m_uncommitted -= size;
            // Many questions may become durable at once. Only the newest is answered: it would
            // interrupt the answers to the others before they begin.
            if (m_question == seq)
                m_pipeline.answerNewest(question);
        });
    });
    if (typed)
        m_connection->charge(MessageRate::kPerAnswer);
}

/// Returns the text to answer; empty if this text was taken before.
QString DurableSession::enter(const protocol::TextMessage &typed)
{
    if (!m_texts.take(typed.id))
        return {};
    const QString text = typed.text.trimmed();
    m_pipeline.enterTyped(text, typed.id);
    if (!typed.id.isEmpty())
        m_stream.write({TextTaken{id(), typed.id}});
    return text;
}

void DurableSession::on(const protocol::ClientMessage &message)
{
    if (const auto *call = std::get_if<protocol::CallRequest>(&message))
        setCall(call->start ? CallStatus::Active : CallStatus::Ended, u"user"_s);
    if (const auto *pause = std::get_if<protocol::SetSpeed>(&message))
        m_stream.write({PauseSet{id(), pause->speed}});
    const auto *interrupt = std::get_if<protocol::Interrupt>(&message);
    if (!interrupt || interrupt->utterance == m_outlet.utterance())
        m_pipeline.handle(message);
    if (std::holds_alternative<protocol::NewConversation>(message))
        setCall(CallStatus::Idle, u"new"_s);
}

void DurableSession::setCall(CallStatus status, const QString &reason)
{
    m_call = status;
    m_stream.together([&] {
        m_stream.write({CallChanged{id(), status}});
        m_outlet.send(protocol::CallStatusChanged{status, reason});
    });
}

/// hl_bye_ok is sent when nothing of the session is stored any more.
void DurableSession::sayBye()
{
    disconnect(m_connection.get(), &ClientConnection::received, this, nullptr);
    m_isReady = false;
    m_stream.end([this] {
        send(protocol::ByeOk{});
        hangUp(protocol::CloseCode::Normal, u"ended by the client"_s);
        Q_EMIT forgotten();
    });
}

void DurableSession::breakOff(Stream::Violation violation)
{
    qCInfo(lcSession) << event("broken off"_L1).with("violation"_L1, static_cast<int>(violation));
    hangUp(protocol::CloseCode::ProtocolViolation, u"protocol violation"_s);
    Q_EMIT detached();
}

// ---- outgoing

void DurableSession::noteHeld()
{
    m_held.set(m_stream.stream().unacknowledgedBytes() + m_uncommitted + m_outlet.heldBytes()
               + m_pipeline.heldBytes() + (m_connection ? m_connection->heldBytes() : 0));
}

void DurableSession::pump()
{
    noteHeld();
    if (m_history)
        m_history->proceed();
    if (!m_isReady)
        return;
    m_outlet.numberSpeech();
    while (m_connection->backlog() < HistoryTeller::kMaxBacklog) {
        const auto message = m_stream.next();
        if (!message)
            break;
        m_connection->send(*message);
    }
    if (m_stream.isDrained()) {
        for (const protocol::ServerMessage &message : m_outlet.transients().take())
            send(message);
    }
    acknowledge();
}

/// Sends an acknowledgement if one is due and no item has carried it, or starts the timer for it.
void DurableSession::acknowledge()
{
    noteHeld();
    const auto due = m_isReady ? m_stream.ackDue() : std::nullopt;
    const Instant now = m_setting.services.clock.now();
    if (due && *due <= now)
        send(protocol::Ack{m_stream.takeAck(), std::nullopt});
    else if (due)
        m_ackTimer.start(std::chrono::ceil<Duration>(*due - now));
    else
        m_ackTimer.stop();
}

void DurableSession::send(const protocol::ControlMessage &message)
{
    if (m_connection)
        m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

/// Sends a message without a number.
void DurableSession::send(const protocol::ServerMessage &message)
{
    m_connection->send({.binary = false, .bytes = protocol::encode(message)});
}

/// Sent without a number, because the store cannot store it.
void DurableSession::tellTrouble()
{
    const auto &trouble = m_stream.trouble();
    if (!m_isReady || !trouble)
        return;
    send(protocol::ServerMessage(toldAs(*trouble)));
}

} // namespace holdline::server

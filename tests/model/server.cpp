// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server.h"

#include "core/overloaded.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace holdline::testing {

using namespace server;
using protocol::Stream;
using protocol::Welcome;
using CallStatus = protocol::CallStatusChanged::Status;

namespace {

constexpr std::size_t kContext = 100; // messages
constexpr qint64 kMemory = 64 * 1024 * 1024;
/// An answer that is said by events has so many sentences of so many samples.
constexpr int kSentences = 2;
constexpr qsizetype kSentenceSamples = 2;

/// The session as a new process takes it from the store.
Session loaded(const Disk &disk)
{
    return {.id = disk.session.id,
            .messageCount = static_cast<int>(disk.history.size()),
            .context = ContextWindow(kContext)};
}

/// What a new process restores of the speech.
StoredStream restorable(StoredStream stream, const Mistakes &mistakes)
{
    if (mistakes.speechFromLogged)
        stream.playedSpeech = stream.numberedSpeech;
    return stream;
}

} // namespace

Server::Server(const Setting &setting, const Remains &start)
    : m_setting(setting)
    , m_store(start, setting.mistakes)
    , m_session(loaded(start))
    , m_memory(kMemory)
    , m_held(m_memory)
    , m_stream(m_store, m_session.id, start.stream(), setting.clock)
    , m_outlet(m_session, m_stream, setting.clock, m_held)
    , m_texts(start.stream().takenTexts)
    , m_call(start.stream().call)
    , m_isSaying(start.stream().answer && !start.stream().answer->ended)
    , m_saidSamples(start.made)
{
    m_outlet.restore(restorable(start.stream(), setting.mistakes));
}

QList<Message> Server::apply(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Receives:
        receive(event.message);
        return {};
    case Event::Kind::Says:
        say();
        return {};
    case Event::Kind::Acknowledges:
        return {toMessage(protocol::Ack{m_stream.takeAck(), std::nullopt})};
    case Event::Kind::Sends:
        if (auto message = next()) {
            message->bytes = message->binary ? message->bytes : m_store.named(message->bytes);
            return {*message};
        }
        return {};
    case Event::Kind::LosesLine:
        loseLine();
        return {};
    case Event::Kind::Syncs:
        m_store.sync();
        return {};
    case Event::Kind::Hears:
        m_store.hear();
        return {};
    case Event::Kind::Crashes:
        break; // a new process begins with remains()
    }
    return {};
}

// ---- connections

void Server::receive(const Message &message)
{
    const auto control = controlIn(message);
    if (const auto *resume = control ? std::get_if<protocol::Resume>(&*control) : nullptr)
        takeOver(*resume);
    else if (!m_isReady && !m_setting.mistakes.hearsOldLines)
        complain("the client sends before it is welcomed");
    else if (const auto *ack = control ? std::get_if<protocol::Ack>(&*control) : nullptr)
        acknowledge(*ack);
    else if (control)
        complain("the client says the wrong thing");
    else
        take(message);
}

void Server::takeOver(const protocol::Resume &resume)
{
    loseLine();
    if (!resume.point || !m_stream.covers(*resume.point)) {
        rejoin(resume);
        return;
    }
    welcome(Welcome::Mode::Resumed,
            m_setting.mistakes.tellsArrived ? stream().progress().arrived : m_stream.received());
    m_isReady = true;
    m_stream.attach(*resume.point->received, m_setting.window);
}

void Server::rejoin(const protocol::Resume &resume)
{
    const QString epoch = m_stream.epoch() + u'+';
    m_stream.together([&] {
        m_stream.beginEpoch(epoch,
                            [this, resume, line = m_line, messages = m_session.messageCount] {
                                if (m_line == line)
                                    onEpochBegun(resume, messages);
                            });
        if (!m_setting.mistakes.keepsCallToItself && !m_setting.mistakes.tellsCallLater)
            m_outlet.send(protocol::CallStatusChanged{m_call, {}});
        m_outlet.renumber();
    });
}

void Server::onEpochBegun(const protocol::Resume &resume, int messages)
{
    std::optional<quint64> received;
    if (resume.point)
        received = m_stream.receivedIn(resume.point->epoch);
    const bool isOld = resume.point && resume.point->epoch + u'+' != m_stream.epoch();
    if (m_setting.mistakes.forgetsEpochs && isOld)
        received.reset();
    welcome(Welcome::Mode::Rejoined, received.value_or(0));
    m_replies.append(toMessage(protocol::History{m_store.disk()->history.first(messages)}));
    m_replies.append(toMessage(protocol::HistoryEnd{}));
    m_isReady = true;
    m_stream.attach(0, m_setting.window);
    if (m_setting.mistakes.tellsCallLater)
        m_outlet.send(protocol::CallStatusChanged{m_call, {}});
}

void Server::welcome(Welcome::Mode mode, quint64 received)
{
    m_replies.append(toMessage(Welcome{.mode = mode,
                                       .id = m_session.id,
                                       .epoch = m_stream.epoch(),
                                       .secret = {},
                                       .received = received,
                                       .window = protocol::kWindow,
                                       .micRate = protocol::kMicRate,
                                       .ttsRate = protocol::kSampleRate,
                                       .codec = protocol::kPcm,
                                       .reconnected = 0,
                                       .age = {},
                                       .createdAt = {},
                                       .messageCount = m_session.messageCount}));
}

void Server::loseLine()
{
    ++m_line;
    m_isReady = false;
    m_stream.detach();
    m_replies.clear();
}

// ---- in

void Server::acknowledge(const protocol::Ack &ack)
{
    if (!m_stream.acknowledge(ack.upTo))
        complain("the client acknowledges what was never sent");
    if (m_setting.mistakes.forgetsReceivedSpeech && m_outlet.heldBytes() > 0)
        m_outlet.setPlayed({m_outlet.utterance(), std::numeric_limits<quint64>::max()});
    if (ack.played && ack.played->utterance == m_outlet.utterance())
        m_outlet.setPlayed(*ack.played);
}

void Server::take(Message item)
{
    if (m_setting.mistakes.countsItems)
        item = tagged(
            item,
            {.seq = stream().progress().arrived + 1, .ack = protocol::tagOf(item).value()->ack});
    const auto arrival = m_stream.receive(item);
    if (!arrival)
        complain("the server refuses an item");
    else if (const auto *fresh = std::get_if<Stream::Fresh>(&arrival.value()))
        handle(fresh->seq, item);
}

void Server::handle(quint64 seq, const Message &item)
{
    if (item.binary) {
        const protocol::AudioItem audio = *protocol::decodeAudioItem(item.bytes);
        const auto samples = static_cast<std::size_t>(audio.pcm.size() / 2);
        m_stream.commit(seq, m_journal.enter(m_session.id, audio, samples, 0), [] {});
        return;
    }
    const auto message = protocol::decodeClientMessage(item.bytes);
    if (!message) {
        complain("the server does not understand an item");
        return;
    }
    if (m_setting.mistakes.callApart
        && std::holds_alternative<protocol::CallRequest>(message.value())) {
        on(message.value());
        m_stream.commit(seq, {}, [] {});
        return;
    }
    m_stream.together([&] {
        on(message.value());
        m_stream.commit(seq, {}, [] {});
    });
}

void Server::on(const protocol::ClientMessage &message)
{
    std::visit(Overloaded{
                   [this](const protocol::TextMessage &text) {
                       if (!m_texts.take(text.id) && !m_setting.mistakes.forgetsTexts)
                           return;
                       m_outlet.enterTypedTurn(text.text, text.id);
                       m_stream.write(TextTaken{m_session.id, text.id});
                   },
                   [this](const protocol::SetSpeed &pause) {
                       if (!m_setting.mistakes.pauseInMemory)
                           m_stream.write(PauseSet{m_session.id, pause.speed});
                   },
                   [this](const protocol::CallRequest &call) {
                       setCall(call.start ? CallStatus::Active : CallStatus::Ended);
                   },
                   [](const auto & /*other*/) {},
               },
               message);
}

void Server::setCall(CallStatus status)
{
    m_call = status;
    m_stream.together([&] {
        if (!m_setting.mistakes.callInMemory)
            m_stream.write(CallChanged{m_session.id, status});
        m_outlet.send(protocol::CallStatusChanged{status, {}});
    });
}

// ---- out

bool Server::canSay() const
{
    return m_isSaying || static_cast<int>(m_outlet.utterance()) < m_setting.answers;
}

void Server::say()
{
    constexpr quint64 kAll = kSentences * kSentenceSamples;
    if (!m_isSaying)
        beginAnswer();
    else if (m_saidSamples < kAll)
        saySentence(kSentenceSamples);
    else
        endAnswer();
}

void Server::beginAnswer()
{
    m_isSaying = true;
    m_saidSamples = 0;
    m_outlet.beginAnswer();
    m_outlet.writeAnswer(u"An answer."_s, true, {});
}

void Server::saySentence(qsizetype samples)
{
    audio::Pcm pcm(static_cast<std::size_t>(samples));
    for (audio::Sample &sample : pcm)
        sample = static_cast<audio::Sample>(++m_saidSamples);
    m_outlet.addSpeech(pcm);
    m_outlet.endSentence(u"An answer."_s, 0);
}

void Server::endAnswer()
{
    m_isSaying = false;
    m_outlet.completeAnswer(u"An answer."_s);
}

std::optional<Message> Server::next()
{
    if (!m_replies.isEmpty())
        return m_replies.takeFirst();
    if (!m_isReady)
        return std::nullopt;
    m_outlet.numberSpeech();
    return m_stream.next();
}

void Server::complain(const char *text)
{
    if (m_complaint.isEmpty())
        m_complaint = QString::fromLatin1(text);
}

// ---- seen from outside

Server::View Server::view() const
{
    return {.disk = m_store.disk(),
            .epoch = m_stream.epoch(),
            .acknowledged = stream().acknowledged(),
            .isAllAcknowledged = stream().acknowledged() == stream().lastNumber(),
            .canSay = canSay(),
            .canSync = !m_store.isSynced(),
            .canHear = !m_store.isHeard(),
            // Nothing overtakes the welcome.
            .ackDue = m_replies.isEmpty() ? m_stream.ackDue() : std::nullopt,
            .complaint = m_complaint};
}

QByteArray Server::probe()
{
    const auto at = stream().progress();
    Fingerprint print;
    print.add(m_stream.epoch()).add(at.acknowledged).add(at.sent).add(at.everSent);
    print.add(at.durable).add(at.given).add(at.arrived).add(at.committed);
    print.add(stream().isAttached()).add(m_stream.ackDue().has_value());
    print.add(m_isReady).add(m_isSaying).add(m_saidSamples).add(m_call).addAll(m_replies);
    print.add(m_outlet.utterance()).add(m_outlet.played()).add(m_outlet.heldBytes());
    print.add(m_complaint);
    m_store.print(print);
    // What waits in it besides, and what would it say to a client that comes back?
    m_stream.write(RestartsNoted{m_session.id, 0});
    while (!m_store.isSynced() || !m_store.isHeard()) {
        if (!m_store.isSynced())
            m_store.sync();
        while (!m_store.isHeard())
            m_store.hear();
        m_store.print(print);
    }
    while (const auto message = next())
        print.add(message->binary ? message->bytes : m_store.named(message->bytes));
    print.add(m_isReady);
    loseLine();
    rejoin(
        {.instance = {}, .audio = {}, .window = 0, .id = m_session.id, .proof = {}, .point = {}});
    while (!m_store.isSynced() || !m_store.isHeard()) {
        if (!m_store.isSynced())
            m_store.sync();
        while (!m_store.isHeard())
            m_store.hear();
    }
    while (const auto message = next())
        print.add(message->binary ? message->bytes : m_store.named(message->bytes));
    return print.bytes();
}

} // namespace holdline::testing

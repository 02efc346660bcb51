// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/client.h"

#include "core/overloaded.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace holdline::testing {

using protocol::Stream;
using protocol::Welcome;

namespace {

QString newPath(const QTemporaryDir &folder)
{
    static int files = 0;
    return folder.filePath(QString::number(++files));
}

Welcome welcomeOf(Welcome::Mode mode, const QString &epoch, quint64 received, qint64 window)
{
    return {.mode = mode,
            .id = SessionId::generate(),
            .epoch = epoch,
            .secret = {},
            .received = received,
            .window = window,
            .micRate = 0,
            .ttsRate = 0,
            .codec = protocol::kPcm,
            .reconnected = 0,
            .age = {},
            .createdAt = {},
            .messageCount = 0};
}

} // namespace

Client::Client(const Setting &setting, const Remains &start)
    : m_setting(setting)
    , m_path(newPath(setting.folder))
    , m_session(setting.clock)
    , m_user(start.user)
{
    if (!start.outbox.isEmpty()) {
        QFile left(m_path);
        if (!left.open(QIODevice::WriteOnly) || left.write(start.outbox) != start.outbox.size())
            complain("the outbox cannot be written");
    }
    auto file = client::OutboxFile::open(m_path);
    if (!file) {
        complain("the outbox cannot be opened");
        return;
    }
    (void)m_session.begin(std::move(file).value());
    if (start.isFirst)
        openSession();
    for (const Deed &deed : start.deeds)
        act(deed);
}

Client::~Client()
{
    m_session.stopKeeping();
    QFile::remove(m_path + u".lock"_s);
}

/// The first connection has opened the session, and was lost before anything was said.
void Client::openSession()
{
    (void)m_session.join(welcomeOf(Welcome::Mode::New, u"first"_s, 0, m_setting.window));
    m_session.release();
    m_session.detach();
    m_knowsHistory = true;
}

QList<Message> Client::apply(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Dials:
        return {resume()};
    case Event::Kind::Receives:
        receive(event.message);
        return {};
    case Event::Kind::Plays:
        play();
        return {};
    case Event::Kind::Reports:
        return {report()};
    case Event::Kind::Sends:
        if (const auto item = nextItem())
            return {*item};
        return {};
    case Event::Kind::LosesLine:
        m_session.detach();
        m_history.clear();
        m_audioSent.clear();
        return {};
    case Event::Kind::Restarts:
        break; // a new process begins with remains()
    }
    return {};
}

void Client::act(const Deed &deed)
{
    m_user.deeds.append(effectOf(deed));
    std::visit([this](const auto &item) { m_session.send(item); }, deed);
}

// ---- out

Message Client::resume() const
{
    return toMessage(protocol::Resume{.instance = u"model"_s,
                                      .audio = {{16000}, {48000}, {protocol::kPcm}},
                                      .window = std::max(m_setting.window, protocol::kMinWindow),
                                      .id = SessionId::generate(),
                                      .proof = QByteArray(protocol::kProofBytes, 'p'),
                                      .point = m_session.resumePoint()});
}

std::optional<Message> Client::nextItem()
{
    auto item = m_session.next();
    if (item && item->binary)
        m_audioSent[(*protocol::tagOf(*item).value()).seq] = item->bytes.size();
    return item;
}

Message Client::report()
{
    const auto due = m_report.due();
    const auto played = due ? m_report.take(std::max(*due, m_setting.clock.now())) : std::nullopt;
    return toMessage(protocol::Ack{m_session.takeAck(), played});
}

/// A new process plays again what the server does not know to be played.
void Client::play()
{
    m_played = *m_received;
    m_user.heard = m_user.utterance == m_utterance ? std::max(m_user.heard, m_played) : m_played;
    m_user.utterance = m_utterance;
    m_report.set({m_utterance, m_played});
}

// ---- in

void Client::receive(const Message &message)
{
    if (const auto control = controlIn(message)) {
        on(*control);
        return;
    }
    const auto arrival = m_session.receive(message);
    if (!arrival)
        complain("the client refuses an item");
    else if (!std::holds_alternative<Stream::Duplicate>(arrival.value()))
        show(message);
}

void Client::on(const protocol::ControlMessage &message)
{
    std::visit(Overloaded{
                   [this](const Welcome &welcome) { join(welcome); },
                   [this](const protocol::History &part) {
                       for (const protocol::HistoryMessage &each : part.messages)
                           m_history.append(each.id.toLatin1());
                   },
                   [this](const protocol::HistoryEnd & /*end*/) {
                       m_shown = std::exchange(m_history, {});
                       adoptEpoch();
                   },
                   [this](const protocol::Ack &ack) {
                       if (!m_session.acknowledge(ack.upTo))
                           complain("the server acknowledges what was never sent");
                   },
                   [this](const auto & /*other*/) { complain("the server says the wrong thing"); },
               },
               message);
}

void Client::join(const Welcome &welcome)
{
    Welcome narrow = welcome;
    narrow.window = m_setting.window;
    if (!m_session.join(narrow))
        complain("the server knows less or more than it can");
    m_report.repeat();
    if (welcome.mode == Welcome::Mode::Resumed)
        m_session.release();
    else if (m_setting.mistakes.adoptsEarly)
        adoptEpoch();
}

void Client::adoptEpoch()
{
    m_session.adoptEpoch();
    m_session.release();
    m_received.reset();
    m_isAnnounced = false;
    m_knowsHistory = true;
}

void Client::show(const Message &item)
{
    if (item.binary) {
        hear(protocol::decodeAudioItem(item.bytes).value_or(protocol::AudioItem()));
        return;
    }
    const auto message = protocol::decodeServerMessage(item.bytes);
    if (!message) {
        complain("the client does not understand an item");
        return;
    }
    std::visit(
        Overloaded{
            [this](const protocol::FinalUserRequest &turn) { m_shown.append(turn.id.toLatin1()); },
            [this](const protocol::FinalAssistantAnswer &answer) {
                m_shown.append(answer.id.toLatin1());
            },
            [this](const protocol::CallStatusChanged &call) { m_call = call.status; },
            [this](const protocol::TtsBegin &speech) {
                if (m_isAnnounced && m_utterance == speech.utterance)
                    complain("speech is announced twice");
                if (std::exchange(m_utterance, speech.utterance) != speech.utterance)
                    m_played = 0;
                m_received.reset();
                m_isAnnounced = true;
            },
            [this](const protocol::TtsEnd &speech) {
                if (!m_isAnnounced || m_utterance != speech.utterance)
                    complain("speech ends that was not announced");
            },
            [](const auto & /*other*/) {},
        },
        message.value());
}

void Client::hear(const protocol::AudioItem &speech)
{
    const quint64 heard = m_user.utterance == speech.stream ? m_user.heard : 0;
    if (!m_isAnnounced || speech.stream != m_utterance)
        complain("speech arrives that was not announced");
    else if (m_received && speech.position != *m_received)
        complain("the client lost, doubled or reordered speech");
    else if (!m_received && speech.position > heard)
        complain("speech was left out that the user has not heard");
    m_received = speech.position;
    for (const audio::Sample sample : audio::fromBytes(speech.pcm)) {
        if (sample != static_cast<audio::Sample>(++*m_received))
            complain("speech has wrong samples");
    }
}

void Client::complain(const char *text)
{
    if (m_complaint.isEmpty())
        m_complaint = QString::fromLatin1(text);
}

// ---- seen from outside

Client::View Client::view() const
{
    const client::KeptOutbox &kept = m_session.file()->kept();
    QList<QByteArray> unacknowledged;
    for (const client::KeptItem &item : kept.items)
        unacknowledged.append(knownEffect(item.message));
    const auto ackDue = m_session.ackDue();
    const auto reportDue = m_session.isAttached() && !m_session.awaitsHistory()
        ? m_report.due()
        : std::optional<Instant>();
    return {.user = m_user,
            .knowsHistory = m_knowsHistory,
            .shown = m_shown,
            .call = m_call,
            .epoch = kept.epoch,
            .acknowledged = kept.first - 1,
            .unacknowledged = unacknowledged,
            .point = m_session.resumePoint(),
            .canPlay = m_received && m_played < *m_received,
            .reportDue = ackDue && reportDue ? std::min(*ackDue, *reportDue)
                : ackDue                     ? ackDue
                                             : reportDue,
            .complaint = m_complaint};
}

/// Decodes each item once: the promises are checked after every event.
QByteArray Client::knownEffect(const Message &item) const
{
    const auto known = m_effects.constFind(item.bytes);
    return known != m_effects.constEnd() ? *known : *m_effects.insert(item.bytes, effectOf(item));
}

Client::Remains Client::remains() const
{
    QFile file(m_path);
    const bool isKept = file.open(QIODevice::ReadOnly);
    return {.isFirst = false, .outbox = isKept ? file.readAll() : QByteArray(), .user = m_user};
}

std::pair<qint64, int> Client::audioUnderWay() const
{
    std::pair<qint64, int> sum;
    const quint64 acknowledged = m_session.file()->kept().first - 1;
    for (auto sent = m_audioSent.upper_bound(acknowledged); sent != m_audioSent.end(); ++sent) {
        sum.first += sent->second;
        ++sum.second;
    }
    return sum;
}

QByteArray Client::probe()
{
    const View seen = view();
    Fingerprint print;
    print.addAll(seen.user.deeds).add(seen.user.utterance).add(seen.user.heard);
    print.add(seen.knowsHistory).addAll(seen.shown).add(seen.call);
    print.add(seen.epoch).add(seen.acknowledged).addAll(seen.unacknowledged);
    print.add(seen.canPlay).add(seen.reportDue.has_value()).add(m_report.due().has_value());
    print.addAll(m_history)
        .add(m_utterance)
        .add(m_isAnnounced)
        .add(m_received)
        .add(m_played)
        .add(m_complaint);
    print.add(m_session.isAttached()).add(m_session.awaitsHistory()).add(seen.point.has_value());
    if (seen.point)
        print.add(seen.point->epoch).add(seen.point->received);
    print.add(m_session.unacknowledged()).add(m_session.waiting().texts);
    while (const auto item = m_session.next())
        print.add(*item);
    // What would it send on the next connection?
    m_session.detach();
    const auto point = m_session.resumePoint();
    print.add(point.has_value());
    if (!point)
        return print.bytes();
    print.add(point->epoch).add(point->received);
    const auto mode = point->received ? Welcome::Mode::Resumed : Welcome::Mode::Rejoined;
    const QString epoch = point->received ? point->epoch : u"probe"_s;
    print.add(m_session.join(welcomeOf(mode, epoch, seen.acknowledged, m_setting.window)));
    if (m_session.awaitsHistory())
        m_session.adoptEpoch();
    m_session.release();
    while (const auto item = m_session.next())
        print.add(*item);
    return print.bytes();
}

} // namespace holdline::testing

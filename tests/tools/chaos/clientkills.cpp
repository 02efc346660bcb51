// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/clientkills.h"

#include "client/session/line.h"
#include "tools/chaos/audit.h"

#include <QCoreApplication>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

namespace holdline::chaos {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::ChildProcess;
using testing::waitUntil;
using Origin = client::Line::Session::Origin;

namespace {

constexpr Duration kJoinPatience = 20s;
constexpr int kShortestClientLife = 60; // ms
constexpr int kLongestClientLife = 1200;
constexpr auto kDeafness = 300ms;

void stopForAWhile(qint64 pid)
{
    ::kill(static_cast<pid_t>(pid), SIGSTOP);
    waitUntil([] { return false; }, 1s);
    ::kill(static_cast<pid_t>(pid), SIGCONT);
    waitUntil([] { return false; }, 300ms);
}

} // namespace

ClientKills::ClientKills(int kills, quint32 seed)
    : m_kills(kills)
    , m_seed(seed)
    , m_random(seed)
    , m_server(storeIn(m_folder))
{
    m_server.store().setListener([this](const server::Change &change) { onDurable(change); });
}

void ClientKills::onDurable(const server::Change &change)
{
    if (const auto *audio = std::get_if<server::AudioJournaled>(&change)) {
        m_lives[audio->audio.stream].mic.take(audio->audio.position,
                                              audio::fromBytes(audio->audio.pcm));
        return;
    }
    const auto *said = std::get_if<server::MessageAppended>(&change);
    if (!said || said->message.role != speech::Role::User)
        return;
    m_messages.append(said->messageId);
    const QStringList parts = said->messageId.mid(kTypedId.size()).split(u'-');
    Life &life = m_lives[parts.value(0).toUInt()];
    if (parts.value(1).toInt() != ++life.texts)
        ++m_misplacedTexts;
}

void ClientKills::onLine(Life &life, const QString &line)
{
    const QStringList words = line.split(u' ');
    const auto word = [&words](int index) { return words.value(index); };
    if (word(0) == u"session"_s) {
        const auto origin = static_cast<Origin>(word(1).toInt());
        const bool isFirst = m_lives.size() == 1 && !life.joined;
        m_newSessions += origin == Origin::Resumed || origin == Origin::Rejoined || isFirst ? 0 : 1;
        life.joined = true;
    } else if (word(0) == u"spoke"_s) {
        life.spoken = word(1).toULongLong();
    } else if (word(0) == u"typed"_s) {
        life.typed = word(1).toInt();
    } else if (word(0) == u"history"_s || word(0) == u"said"_s) {
        life.said.append(word(1));
    } else if (word(0) == u"speech"_s && words.size() == 5) {
        const quint32 utterance = word(1).toUInt();
        const quint64 position = word(2).toULongLong();
        life.speechBegin.try_emplace(utterance, position);
        life.speech.try_emplace(utterance, SignalCheck::Signal())
            .first->second.take(position - life.speechBegin.at(utterance),
                                audio::Pcm(word(3).toULongLong()));
        life.wrong += word(4).toULongLong();
    }
}

/// One client process from its start to its death.
void ClientKills::live(quint32 number)
{
    Life &life = m_lives[number];
    ChildProcess client(QCoreApplication::applicationFilePath(), arguments(number));
    connect(&client, &ChildProcess::outputLine, this,
            [this, &life](const testing::OutputLine &line) { onLine(life, line.text); });
    if (!client.start())
        return;
    if (number == 1 || static_cast<int>(number) > m_kills)
        waitUntil([&] { return life.joined && life.texts > 2; }, kJoinPatience);
    const Duration age(
        std::uniform_int_distribution(kShortestClientLife, kLongestClientLife)(m_random));
    waitUntil([] { return false; }, age);
    if (number % 10 == 0)
        stopForAWhile(client.pid());
    if (number % 3 == 0)
        std::this_thread::sleep_for(kDeafness); // blocks the server, which runs in this process
    client.kill();
    waitUntil([] { return false; }, 20ms); // reads its last lines
    if (++m_made % 20 == 0)
        std::fprintf(stderr, "%d kills\n", m_made);
}

/// Whether everything that its clients have kept is durable at the server.
bool ClientKills::isDelivered() const
{
    return std::ranges::all_of(m_lives, [](const auto &entry) {
        const Life &life = entry.second;
        return life.texts >= life.typed && life.mic.missing(life.spoken) == 0;
    });
}

/// Starts one more client, which sends what the last one has left.
void ClientKills::inherit()
{
    ChildProcess heir(QCoreApplication::applicationFilePath(), arguments(0));
    m_isSettled = heir.start() && waitUntil([this] { return isDelivered(); }, kJoinPatience);
    heir.kill();
}

QStringList ClientKills::arguments(quint32 life) const
{
    return {u"--mortal-client"_s, QString::number(life),
            u"--server"_s,        u"ws://127.0.0.1:%1/ws"_s.arg(m_server.port()),
            u"--vault"_s,         m_folder.path()};
}

Report ClientKills::run()
{
    const auto start = std::chrono::steady_clock::now();
    if (m_server.listens()) {
        for (int number = 1; number <= m_kills + 1; ++number)
            live(static_cast<quint32>(number));
        inherit();
    }
    Report report{.design = u"v1"_s,
                  .cuts = m_made,
                  .seed = m_seed,
                  .mic = {},
                  .tts = {},
                  .messages = {},
                  .newSessions = m_newSessions,
                  .settled = m_isSettled,
                  .recoveries = {}};
    report.messages.misplaced = m_misplacedTexts;
    for (const auto &[number, life] : m_lives)
        judge(report, life);
    const auto took = std::chrono::steady_clock::now() - start;
    report.seconds = std::chrono::duration<double>(took).count();
    return report;
}

void ClientKills::judge(Report &report, const Life &life) const
{
    // What it said. It may have had no time to report the very last of it.
    const quint64 spoken = std::max(life.spoken, life.mic.end());
    report.mic.sent += spoken;
    report.mic.lost += life.mic.missing(spoken);
    report.mic.repeated += life.mic.repeated();
    report.mic.misplaced += life.mic.reordered() + life.mic.wrong();
    for (const auto &[utterance, check] : life.speech) {
        report.tts.sent += check.end();
        report.tts.lost += check.missing(check.end());
        report.tts.repeated += check.repeated();
        report.tts.misplaced += check.reordered();
    }
    report.tts.misplaced += life.wrong;
    const auto texts = static_cast<quint64>(std::max(life.typed, life.texts));
    report.messages.sent += texts;
    report.messages.lost += texts - static_cast<quint64>(life.texts);
    // What it heard: the conversation from its beginning, as far as it came.
    Ledger ledger;
    const auto heard = std::min(life.said.size(), m_messages.size());
    for (qsizetype i = 0; i < heard; ++i)
        ledger.noteSent(m_messages[i].toUtf8());
    for (const QString &id : life.said)
        ledger.noteArrived(id.toUtf8());
    report.messages.sent += static_cast<quint64>(ledger.sent());
    report.messages.lost += static_cast<quint64>(ledger.missing());
    report.messages.repeated += static_cast<quint64>(ledger.repeated());
    report.messages.misplaced += static_cast<quint64>(ledger.reordered());
}

} // namespace holdline::chaos

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stage.h"

#include <numeric>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration kQuiet(1000);

} // namespace

Stage::Stage(QStringList clientArguments, QStringList serverArguments)
    : m_clientArguments(std::move(clientArguments))
    , m_server(std::move(serverArguments))
{
}

QString Stage::prepare()
{
    if (!m_screen.start())
        return u"The virtual screen does not start: are Xvfb and openbox installed?"_s;
    if (QString trouble = m_soundCard.start(); !trouble.isEmpty())
        return trouble;
    const QProcessEnvironment sound = m_soundCard.environment();
    m_microphone = std::make_unique<Tape>(u"micfeed.monitor"_s, sound);
    m_loudspeaker = std::make_unique<Tape>(u"speaker.monitor"_s, sound);
    if (!m_microphone->start() || !m_loudspeaker->start())
        return u"The virtual sound card cannot be recorded."_s;
    if (!m_server.start())
        return u"The server does not start:\n"_s + m_server.process().errorText();
    m_line.setTarget(m_server.port());
    if (!m_line.listen())
        return u"No port is free for the line."_s;
    const QStringList arguments = QStringList{u"--server"_s, m_line.url().toString()};
    m_client = std::make_unique<ClientProcess>(m_screen, arguments + m_clientArguments, sound);
    return {};
}

QString Stage::startClient()
{
    return m_client->start() ? QString()
                             : u"The client does not start:\n"_s + m_client->process().errorText();
}

bool Stage::openMicrophone()
{
    return m_client->pressKey(u"ctrl+d"_s) && m_client->waitForStatus(u"recording"_s);
}

bool Stage::say(const audio::Pcm &speech, int rate)
{
    return say(speech, rate, 1, [] {});
}

bool Stage::say(const audio::Pcm &speech, int rate, double share,
                const std::function<void()> &interlude)
{
    const QProcess *voice = m_soundCard.speak(speech, rate);
    const Duration length =
        std::chrono::duration_cast<Duration>(audio::durationOf(speech.size(), rate));
    const auto begin = std::chrono::steady_clock::now();
    const auto isSaid = [&] { return voice->state() == QProcess::NotRunning; };
    const auto isTime = [&] {
        return isSaid() || std::chrono::steady_clock::now() - begin >= length * share;
    };
    if (!waitUntil(isTime, length + Duration(5000)))
        return false;
    interlude();
    return waitUntil(isSaid, length + Duration(5000));
}

bool Stage::waitForAnswer(int turn, Duration patience)
{
    return waitUntil(
        [&] {
            const QList<WatchedTurn> &turns = m_watch.turns();
            return turns.size() >= turn && turns[turn - 1].answeredAt && hasSpoken(turns[turn - 1]);
        },
        patience);
}

QString Stage::finish()
{
    if (!m_client->terminate())
        return u"The client had to be killed."_s;
    if (!m_server.terminate())
        return u"The server had to be killed."_s;
    return {};
}

/// Whether all of the answer has come and its speech has been over for a while. A chime alone does
/// not count.
bool Stage::hasSpoken(const WatchedTurn &turn) const
{
    const audio::PcmView played = audio::PcmView(m_loudspeaker->samples());
    const auto since = played.subspan(m_loudspeaker->sampleAt(turn.requestedAt));
    const std::vector<Sound> sounds = soundsIn(since, kQuiet);
    const auto heard = std::accumulate(
        sounds.begin(), sounds.end(), std::size_t(0),
        [](std::size_t sum, const Sound &sound) { return sum + sound.end - sound.begin; });
    return turn.speech > 0 && heard >= turn.speech - turn.speech / 5
        && since.size() - sounds.back().end > audio::samplesIn(kQuiet, audio::kDeviceRate);
}

} // namespace holdline::testing

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/demo/demo.h"

#include "audio/resampler.h"
#include "speech/flitesynthesizer.h"
#include "speech/pocketsphinxrecognizer.h"
#include "tools/demo/wavfile.h"

#include <QTimer>

#include <cstdio>

namespace holdline::demo {

using namespace Qt::StringLiterals;
using namespace testing;

namespace {

/// Gives up after 3.4 s, so that the demo does not wait long for it.
constexpr auto kReconnect = "initial=300ms,factor=1.5,max=1s,attempts=5";
constexpr Duration kDialDelay(1500); ///< long enough for a picture of "connecting"
constexpr Duration kOutage(2500);
constexpr double kMiddle = 0.4; ///< of a question, where the line is cut
constexpr Duration kAnswerPatience(20000);
constexpr Duration kPicturePatience(3000);
constexpr Duration kRecoveryPatience(10000);

Duration since(Instant begin)
{
    return elapsed(std::chrono::steady_clock::now(), begin);
}

} // namespace

Demo::Demo(const QDir &folder)
    : m_folder(folder)
    , m_begin(std::chrono::steady_clock::now())
    , m_stage({u"--reconnect"_s, QString::fromLatin1(kReconnect)})
{
}

Summary Demo::run()
{
    if (play()) {
        m_summary.problems += m_summary.judge();
        for (const QString &state : m_photographer->missing())
            fail(u"There is no picture of the state \"%1\"."_s.arg(state));
    }
    m_summary.taken = since(m_begin);
    if (!m_summary.write(m_folder.filePath(u"summary.json"_s)))
        fail(u"The summary cannot be written."_s);
    return m_summary;
}

bool Demo::play()
{
    const bool happened = start()
        && ask(u"remember that my favorite color is green"_s, Cut::InTheQuestion)
        && ask(u"what is my favorite color"_s, Cut::InTheAnswer) && loseTheLineUntilItGivesUp()
        && stopByMenu();
    noteStates();
    if (!happened)
        return false;
    if (const QString trouble = m_stage.finish(); !trouble.isEmpty())
        return fail(trouble);
    say(u"listening to the recording"_s);
    listenToTheTapes();
    return writeRecording() || fail(u"The recording cannot be written."_s);
}

bool Demo::start()
{
    say(u"starting screen, sound card and server"_s);
    auto voice = speech::fliteSynthesizer()();
    if (!voice)
        return fail(u"There is no voice: "_s + voice.error());
    m_voice = std::move(voice).value();
    if (const QString trouble = m_stage.prepare(); !trouble.isEmpty())
        return fail(trouble);

    say(u"starting the client over a slow line"_s);
    m_stage.line().setDialDelay(kDialDelay);
    m_photographer = std::make_unique<Photographer>(m_stage.screen(), m_stage.client(), m_folder);
    if (const QString trouble = m_stage.startClient(); !trouble.isEmpty())
        return fail(trouble);
    m_photographer->look();
    if (!m_stage.client().waitForStatus(u"connected"_s))
        return fail(u"The client does not connect:\n"_s + m_stage.client().process().errorText());
    m_stage.line().setDialDelay(Duration(0));
    waitForPicture();
    if (!m_stage.openMicrophone())
        return fail(u"The microphone does not open."_s);
    return true;
}

bool Demo::ask(const QString &question, Cut cut)
{
    say(u"asking: "_s + question);
    audio::Pcm speech;
    const auto spoken = m_voice->speak(question, {}, [&speech](audio::PcmView pcm) {
        speech.insert(speech.end(), pcm.begin(), pcm.end());
        return true;
    });
    if (!spoken)
        return fail(u"The voice fails: "_s + spoken.error());
    const qsizetype turn = m_summary.exchanges.size() + 1;
    bool isCut = false;
    const auto loseIt = [&] {
        if (!std::exchange(isCut, true))
            loseTheLineForAWhile();
    };
    QObject watching;
    if (cut == Cut::InTheAnswer)
        QObject::connect(&m_stage.watch(), &ConversationWatch::changed, &watching, [&] {
            const QList<WatchedTurn> &turns = m_stage.watch().turns();
            if (turns.size() == turn && turns.last().firstSpeechAt)
                loseIt();
        });
    const Instant begin = std::chrono::steady_clock::now();
    const bool inQuestion = cut == Cut::InTheQuestion;
    if (!m_stage.say(speech, m_voice->sampleRate(), inQuestion ? kMiddle : 1, [&] {
            if (inQuestion)
                loseIt();
        }))
        return fail(u"The virtual microphone does not take the question."_s);
    m_spoken.append({begin, std::chrono::steady_clock::now()});
    m_summary.exchanges.append(
        {.asked = question, .cut = inQuestion ? u"question"_s : u"answer"_s});

    if (!m_stage.waitForAnswer(static_cast<int>(turn), kAnswerPatience))
        return fail(u"Question %1 got no audible answer."_s.arg(turn));
    const WatchedTurn &watched = m_stage.watch().turns()[turn - 1];
    m_summary.exchanges.last().recognised = watched.request;
    m_summary.exchanges.last().answered = watched.answer;
    say(u"answered: "_s + watched.answer);
    return noteRecovery() && waitForStatus(u"recording"_s);
}

void Demo::loseTheLineForAWhile()
{
    say(u"cutting the line"_s);
    ++m_summary.cuts;
    m_lineGoodAt.reset();
    m_stage.line().refuse();
    QTimer::singleShot(kOutage, &m_stage.line(), [this] {
        say(u"the line is good again"_s);
        m_lineGoodAt = std::chrono::steady_clock::now();
        m_stage.line().pass();
    });
}

/// Notes the time from the line's return to the session's return. The answer may have ended before.
bool Demo::noteRecovery()
{
    std::optional<Instant> restoredAt;
    waitUntil(
        [&] {
            for (const StatusChange &change : m_stage.client().statuses()) {
                if (!restoredAt && m_lineGoodAt && change.at >= *m_lineGoodAt
                    && change.name == u"reconnected")
                    restoredAt = change.at;
            }
            return restoredAt.has_value();
        },
        kRecoveryPatience);
    if (!restoredAt)
        return fail(u"The session is not restored."_s);
    m_summary.recovered.append(elapsed(*restoredAt, *m_lineGoodAt));
    say(u"restored after %1 ms"_s.arg(m_summary.recovered.constLast().count()));
    return true;
}

bool Demo::loseTheLineUntilItGivesUp()
{
    say(u"cutting the line until the client gives up"_s);
    ++m_summary.cuts;
    m_stage.line().refuse();
    if (!m_stage.client().waitForStatus(u"failed"_s))
        return fail(u"The client does not give up."_s);
    waitForPicture();
    return restoreTheLine(u"F5"_s) && waitForStatus(u"connected"_s);
}

/// Restores the line; `key` tells the client to dial.
bool Demo::restoreTheLine(const QString &key)
{
    m_lineGoodAt = std::chrono::steady_clock::now();
    m_stage.line().pass();
    m_stage.client().pressKey(key);
    return m_stage.client().waitForStatus(u"reconnected"_s) && noteRecovery();
}

bool Demo::waitForStatus(const QString &name)
{
    if (!m_stage.client().waitForStatus(name))
        return fail(u"The client is not %1 again."_s.arg(name));
    waitForPicture();
    return true;
}

bool Demo::stopByMenu()
{
    say(u"stopping"_s);
    const bool pressed = m_stage.client().pressKey(u"alt+c"_s) && m_stage.screen().pressKey(u"t"_s);
    if (!pressed || !m_stage.client().waitForStatus(u"stopped"_s))
        return fail(u"The client does not stop."_s);
    waitForPicture();
    return true;
}

void Demo::waitForPicture() const
{
    waitUntil([this] { return m_photographer->isPhotographed(); }, kPicturePatience);
}

void Demo::listenToTheTapes()
{
    const Tape &loudspeaker = m_stage.loudspeaker();
    for (qsizetype i = 0; i < m_spoken.size(); ++i) {
        const bool isLast = i + 1 == m_spoken.size();
        const std::size_t from = loudspeaker.sampleAt(m_spoken[i].end);
        const std::size_t to =
            isLast ? loudspeaker.samples().size() : loudspeaker.sampleAt(m_spoken[i + 1].begin);
        m_summary.exchanges[i].heard =
            understand(audio::PcmView(loudspeaker.samples()).subspan(from, to - from));
    }
}

QString Demo::understand(audio::PcmView speech) const
{
    auto recognizer = speech::pocketsphinxRecognizer()();
    if (!recognizer)
        return {};
    audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
    recognizer.value()->start();
    recognizer.value()->feed(resampler.process(speech));
    return recognizer.value()->finish();
}

void Demo::noteStates()
{
    if (!m_photographer)
        return;
    for (const StatusChange &change : m_stage.client().statuses())
        m_summary.states.append({change.name, elapsed(change.at, m_begin)});
}

bool Demo::writeRecording() const
{
    // Both tapes begin where the later one begins.
    const Tape &left = m_stage.microphone();
    const Tape &right = m_stage.loudspeaker();
    const Instant begin = std::max(left.timeOf(0), right.timeOf(0));
    return writeStereoWav(m_folder.filePath(u"conversation.wav"_s),
                          audio::PcmView(left.samples()).subspan(left.sampleAt(begin)),
                          audio::PcmView(right.samples()).subspan(right.sampleAt(begin)),
                          audio::kDeviceRate);
}

bool Demo::fail(const QString &problem)
{
    m_summary.problems.append(problem);
    return false;
}

void Demo::say(const QString &progress) const
{
    std::printf("%5.1f s  %s\n", static_cast<double>(since(m_begin).count()) / 1000,
                qPrintable(progress));
    std::fflush(stdout);
}

} // namespace holdline::demo

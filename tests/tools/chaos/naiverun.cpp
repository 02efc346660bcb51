// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/naiverun.h"

#include "protocol/limits.h"
#include "support/childprocess.h"

#include <cstdio>

namespace holdline::chaos {

using namespace Qt::StringLiterals;
using protocol::AudioItem;
using protocol::WireMessage;
using std::chrono::steady_clock;
using testing::waitUntil;

namespace {

constexpr Duration kEveryPiece{10};
constexpr Duration kPerNaiveCut{2000};
constexpr Duration kStragglers{1000};

WireMessage speech(quint64 position)
{
    const AudioItem item{.fromServer = true,
                         .position = position,
                         .stream = 1,
                         .pcm = audio::toBytes(ramp(position, protocol::kSpeechItemSamples))};
    return {.binary = true, .bytes = encode(item)};
}

void note(SignalCheck &check, const QByteArray &bytes)
{
    if (const auto item = protocol::decodeAudioItem(bytes))
        check.take(item->position, audio::fromBytes(item->pcm));
}

} // namespace

NaiveRun::NaiveRun(NaiveDesign design, int cuts, quint32 seed)
    : m_design(design)
    , m_seed(seed)
    , m_nemesis(m_line, seed, cuts)
    , m_server(design)
    , m_talk(seed)
{
    connect(&m_server, &NaiveEnd::received, this, &NaiveRun::onServerReceived);
    connect(&m_talk, &Talk::spoken, this, [this](const AudioItem &item) {
        m_client->send({.binary = true, .bytes = encode(item)});
    });
    connect(&m_talk, &Talk::typed, this, [this](const QString &number) {
        m_texts.noteSent(number.toUtf8());
        m_client->send({.binary = false, .bytes = number.toUtf8()});
    });
    m_answering.setTimerType(Qt::PreciseTimer);
    m_answering.setInterval(kEveryPiece);
    connect(&m_answering, &QTimer::timeout, this, &NaiveRun::answer);
    connect(&m_nemesis, &Nemesis::struck, this, [](int made) {
        if (made % 100 == 0)
            std::fprintf(stderr, "%d cuts\n", made);
    });
}

void NaiveRun::answer()
{
    m_server.send(speech(m_answered));
    m_answered += protocol::kSpeechItemSamples;
}

void NaiveRun::onServerReceived(const WireMessage &message)
{
    if (message.binary) {
        note(m_mic, message.bytes);
        return;
    }
    m_texts.noteArrived(message.bytes);
    m_echoes.noteSent(message.bytes);
    m_server.send(message);
}

void NaiveRun::onClientReceived(const WireMessage &message)
{
    if (message.binary)
        note(m_tts, message.bytes);
    else
        m_echoes.noteArrived(message.bytes);
}

Report NaiveRun::run()
{
    if (!m_server.listen() || !m_line.listen())
        return report();
    m_line.setTarget(m_server.port());
    m_client = std::make_unique<NaiveClient>(m_design, m_line.url());
    connect(m_client.get(), &NaiveEnd::received, this, &NaiveRun::onClientReceived);
    connect(m_client.get(), &NaiveEnd::connected, &m_nemesis, &Nemesis::noteLive);

    const auto start = steady_clock::now();
    m_talk.start();
    m_answering.start();
    m_nemesis.start();
    const bool isDone =
        waitUntil([this] { return m_nemesis.isDone(); }, kPerNaiveCut * (m_nemesis.cuts() + 10));
    m_talk.stop();
    m_answering.stop();
    waitUntil([] { return false; }, kStragglers); // until all bytes on their way have arrived

    Report result = report();
    result.settled = isDone;
    result.seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
    return result;
}

Report NaiveRun::report() const
{
    const auto count = [](const SignalCheck &check, quint64 sent) {
        return Report::Count{sent, check.missing(sent), check.repeated(),
                             check.reordered() + check.wrong()};
    };
    const auto both = [](int texts, int echoes) {
        return static_cast<quint64>(texts) + static_cast<quint64>(echoes);
    };
    return {
        .design = m_design == NaiveDesign::Plain ? u"plain"_s : u"queue"_s,
        .cuts = m_nemesis.made(),
        .seed = m_seed,
        .mic = count(m_mic, m_talk.samples()),
        .tts = count(m_tts, m_answered),
        .messages = {both(m_texts.sent(), m_echoes.sent()),
                     both(m_texts.missing(), m_echoes.missing()),
                     both(m_texts.repeated(), m_echoes.repeated()),
                     both(m_texts.reordered(), m_echoes.reordered())},
        .recoveries = m_nemesis.recoveries(),
    };
}

} // namespace holdline::chaos

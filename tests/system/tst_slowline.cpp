// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "client/link/impairedline.h"
#include "protocol/limits.h"
#include "support/lineclient.h"
#include "support/serverprocess.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QElapsedTimer>
#include <QTest>

namespace holdline::tst_slowline {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The sentence at 16 kHz, ending with its last word.
audio::Pcm sentence()
{
    const audio::Pcm said = voice(u"what time is it"_s);
    return audio::Resampler(audio::kDeviceRate, audio::kSpeechRate).process(said);
}

/// A microphone that stays open: it captures the given speech and then silence.
class OpenMicrophone
{
public:
    OpenMicrophone(client::Line &line, audio::Pcm speech)
        : m_line(line)
        , m_speech(std::move(speech))
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(100ms);
    }

    /// Time since the end of the speech was captured; `nullopt` before that.
    std::optional<Duration> late() const
    {
        return m_sinceSpeech.isValid() ? std::optional(Duration(m_sinceSpeech.elapsed()))
                                       : std::nullopt;
    }

private:
    void tick()
    {
        audio::Pcm item(protocol::kCaptureItemSamples);
        for (std::size_t i = 0; i < item.size() && m_position + i < m_speech.size(); ++i)
            item[i] = m_speech[m_position + i];
        m_line.durable().send(
            protocol::AudioItem{.position = m_position, .stream = 1, .pcm = audio::toBytes(item)});
        m_position += item.size();
        if (m_position >= m_speech.size() && !m_sinceSpeech.isValid())
            m_sinceSpeech.start();
    }

    client::Line &m_line;
    audio::Pcm m_speech;
    std::size_t m_position = 0;
    QElapsedTimer m_sinceSpeech;
    QTimer m_timer;
};

} // namespace

/// A call over a bad mobile connection: 64 kbit/s up, 600 ms there and back.
class TestSlowLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSentenceIsUnderstoodAndNotSecondsLate()
    {
        ServerProcess server({u"--store"_s, u"memory"_s});
        QVERIFY2(server.start(), qPrintable(server.process().errorText()));
        client::ImpairedLine impaired;
        QVERIFY(impaired.listen());
        impaired.setMode(client::ImpairedLine::Mode::Slow);
        LineHome home;
        LineClient client(home, server.url(), BackoffPolicy::standard(), client::LinkTimings{});
        client.socket.setProxy(impaired.proxy());
        client.socket.setDialect({.codec = client::DialectChoice::Codec::Opus});
        client.socket.setInConversation(true);
        client.line.start();
        QTRY_COMPARE_WITH_TIMEOUT(client.sessions.size(), 1, 20000);

        OpenMicrophone microphone(client.line, sentence());
        const auto turn = [&]() -> const protocol::FinalUserRequest * {
            for (const protocol::ServerMessage &message : std::as_const(client.messages)) {
                if (const auto *heard = std::get_if<protocol::FinalUserRequest>(&message))
                    return heard;
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(turn(), 30000);
        // With PCM the line would take four times as long as the speaker, so that more than 5 s of
        // sound would be under way by now.
        const Duration underWay = client.line.durable().unacknowledged().speech;
        QVERIFY2(underWay < 2s, qPrintable(QString::number(underWay.count())));
        QCOMPARE(turn()->content.toLower(), u"what time is it"_s);
        qInfo("understood %lld ms after the last word",
              static_cast<long long>(microphone.late()->count()));
        QCOMPARE(client.losses, 0);
        QCOMPARE(client.line.durable().waiting().speech, 0ms);
    }
};

HOLDLINE_TEST(TestSlowLine)

} // namespace holdline::tst_slowline

#include "tst_slowline.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/wordsunderway.h"

#include "client/session/microphonecodec.h"
#include "protocol/limits.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_wordsunderway {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWordsUnderWay : public QObject
{
    Q_OBJECT

private:
    static OutgoingItem message(const protocol::ClientMessage &said) { return OutgoingItem(said); }
    static OutgoingItem speech(MicrophoneCodec::Coding coding)
    {
        MicrophoneCodec codec;
        codec.choose(coding);
        const protocol::AudioItem item{.stream = 1,
                                       .pcm = QByteArray(2 * protocol::kCaptureItemSamples, '\1')};
        return OutgoingItem(codec.packed(item).value_or(item));
    }

private Q_SLOTS:
    void countsTextsAndSpeechUntilTheyAreAcknowledged()
    {
        WordsUnderWay words;
        words.add(1, message(protocol::SetSpeed{20}));
        words.add(2, speech(MicrophoneCodec::Coding::Pcm));
        words.add(3, speech(MicrophoneCodec::Coding::Opus));
        words.add(4, message(protocol::TextMessage{u"hello"_s, u"id"_s}));
        QCOMPARE(words.words(), (DurableLine::Words{.speech = 200ms, .texts = 1}));
        words.acknowledge(1);
        QCOMPARE(words.words(), (DurableLine::Words{.speech = 200ms, .texts = 1}));
        words.acknowledge(3);
        QCOMPARE(words.words(), (DurableLine::Words{.speech = 0ms, .texts = 1}));
        words.acknowledge(2);
        words.acknowledge(9);
        QCOMPARE(words.words(), DurableLine::Words());
    }
};

HOLDLINE_TEST(TestWordsUnderWay)

} // namespace holdline::tst_wordsunderway

#include "tst_wordsunderway.moc"

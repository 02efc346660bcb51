// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/voice/capturestream.h"

#include "protocol/limits.h"

#include "support/manualclock.h"
#include "support/syntheticvoice.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_capturestream {

using namespace client;
using namespace testing;
using namespace std::chrono_literals;

using Pass = CaptureStream::Pass;

class TestCaptureStream : public QObject
{
    Q_OBJECT

private:
    ManualClock m_clock;

    static qsizetype samples(const CaptureStream::Items &items)
    {
        qsizetype all = 0;
        for (const protocol::AudioItem &item : items)
            all += item.pcm.size() / 2;
        return all;
    }
    /// Pushes sound in blocks like those of a sound card.
    static CaptureStream::Items push(CaptureStream &stream, const audio::Pcm &pcm, Pass pass)
    {
        CaptureStream::Items items;
        for (std::size_t at = 0; at < pcm.size(); at += 960) {
            const std::size_t length = std::min<std::size_t>(960, pcm.size() - at);
            items += stream.push(audio::PcmView(pcm).subspan(at, length), pass);
        }
        return items;
    }

private Q_SLOTS:
    void cutsItemsOf100MsThatFollowOneAnother()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        const auto items = push(stream, silence(48000, 1s), Pass::Everything);
        QCOMPARE(items.size(), 9); // the resampler has some milliseconds of delay
        for (qsizetype i = 0; i < items.size(); ++i) {
            QCOMPARE(items[i].pcm.size(), 2 * protocol::kCaptureItemSamples);
            QCOMPARE(items[i].position, quint64(1600 * i));
            QCOMPARE(items[i].stream, 1U);
            QVERIFY(!items[i].gapBefore);
            QVERIFY(!items[i].replayed);
            QVERIFY(!items[i].fromServer);
        }
    }

    void hasTheRateOfTheRecogniser()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        audio::Pcm heard;
        for (const auto &item : push(stream, sine(440, 48000, 1s), Pass::Everything)) {
            const audio::Pcm pcm = audio::fromBytes(item.pcm);
            heard.insert(heard.end(), pcm.begin(), pcm.end());
        }
        QVERIFY(amplitudeAt(440, 16000, heard) > 0.45);
    }

    void thePositionJumpsOverWhatIsNotTaken()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        auto items = push(stream, silence(48000, 240ms), Pass::Everything);
        items += push(stream, silence(48000, 500ms), Pass::Nothing);
        items += push(stream, silence(48000, 240ms), Pass::Everything);
        items += stream.flush();
        QCOMPARE(items.size(), 6); // 100 ms, 100 ms, the unfinished rest; the same again
        QVERIFY(items[2].pcm.size() < items[1].pcm.size());
        QVERIFY(!items[2].gapBefore);
        QVERIFY(items[3].gapBefore);
        const quint64 jump =
            items[3].position - items[2].position - static_cast<quint64>(items[2].pcm.size() / 2);
        QCOMPARE(jump, quint64(8000));
        QVERIFY(!items[4].gapBefore);
        QCOMPARE(items[4].position, items[3].position + 1600);
    }

    void eachOpeningIsAnotherStreamFromItsBeginning()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        push(stream, silence(48000, 250ms), Pass::Everything);
        stream.begin();
        const auto items = push(stream, silence(48000, 250ms), Pass::Everything);
        QCOMPARE(items.first().stream, 2U);
        QCOMPARE(items.first().position, quint64(0));
        QVERIFY(!items.first().gapBefore);
    }

    void onlyAVoiceIsTaken()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        auto items = push(stream, silence(48000, 5s), Pass::Voice);
        QVERIFY(items.isEmpty());
        items = push(stream, syntheticVoice(1s), Pass::Voice);
        items += push(stream, silence(48000, 5s), Pass::Voice);
        QVERIFY(items.first().gapBefore);
        // 300 ms before the voice was detected, the voice, 500 ms after it.
        QVERIFY2(samples(items) >= 16000 * 17 / 10, qPrintable(QString::number(samples(items))));
        QVERIFY2(samples(items) <= 16000 * 20 / 10, qPrintable(QString::number(samples(items))));
        QVERIFY(items.first().position < 5 * 16000);
        QVERIFY(stream.flush().isEmpty()); // no sound waits for the next word
        quint64 next = items.first().position;
        for (const protocol::AudioItem &item : items) {
            QCOMPARE(item.position, next);
            next += static_cast<quint64>(item.pcm.size() / 2);
        }
    }

    void aCutInMidWordLosesNothingOfIt()
    {
        CaptureStream stream(m_clock);
        stream.begin();
        const audio::Pcm voice = syntheticVoice(2s);
        const audio::PcmView whole(voice);
        const std::size_t cut = 50 * 960;
        const std::size_t back = 75 * 960;
        const auto part = [&](std::size_t from, std::size_t to) {
            return audio::Pcm(whole.begin() + static_cast<std::ptrdiff_t>(from),
                              whole.begin() + static_cast<std::ptrdiff_t>(to));
        };
        auto items = push(stream, part(0, cut), Pass::Everything);
        items += push(stream, part(cut, back), Pass::Voice);
        items += push(stream, part(back, whole.size()), Pass::Everything);
        items += stream.flush();

        CaptureStream uncut(m_clock);
        uncut.begin();
        auto expected = push(uncut, voice, Pass::Everything);
        expected += uncut.flush();
        const auto joined = [](const CaptureStream::Items &all) {
            QByteArray pcm;
            for (const protocol::AudioItem &item : all)
                pcm += item.pcm;
            return pcm;
        };
        QCOMPARE(joined(items), joined(expected));
        QVERIFY(std::ranges::none_of(items, &protocol::AudioItem::gapBefore));
    }
};

HOLDLINE_TEST(TestCaptureStream)

} // namespace holdline::tst_capturestream

#include "tst_capturestream.moc"

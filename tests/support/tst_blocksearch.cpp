// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/blocksearch.h"
#include "support/testcase.h"
#include "support/voice.h"

#include <QTest>

namespace holdline::tst_blocksearch {

using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestBlockSearch : public QObject
{
    Q_OBJECT

    static void append(audio::Pcm &to, audio::PcmView what)
    {
        to.insert(to.end(), what.begin(), what.end());
    }

private Q_SLOTS:
    void findsEachBlockWhereItIs()
    {
        const audio::Pcm speech = voice(u"can you hear me on this line"_s);
        audio::Pcm recorded = silence(730ms);
        const std::size_t lead = recorded.size();
        append(recorded, speech);
        append(recorded, silence(300ms));
        const auto matches = findInOrder(speech, recorded);
        QVERIFY(matches.size() > 5);
        for (const BlockMatch &match : matches) {
            QVERIFY(match.at);
            const auto off =
                static_cast<qint64>(*match.at) - static_cast<qint64>(lead + match.begin);
            QVERIFY2(std::abs(off) <= 48, qPrintable(QString::number(off)));
        }
        QCOMPARE(loudTime(recorded), loudTime(speech));
    }

    void findsThemBehindAPause()
    {
        const audio::Pcm speech = voice(u"can you hear me on this line"_s);
        const audio::PcmView whole(speech);
        const std::size_t half = speech.size() / 9600 * 4800;
        audio::Pcm recorded(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(half));
        append(recorded, silence(2s));
        append(recorded, whole.subspan(half));
        for (const BlockMatch &match : findInOrder(speech, recorded))
            QVERIFY2(match.at, qPrintable(QString::number(match.begin)));
    }

    void missesWhatWasLeftOut()
    {
        const audio::Pcm speech = voice(u"can you hear me on this line"_s);
        const audio::PcmView whole(speech);
        audio::Pcm recorded(whole.begin(), whole.begin() + 24000);
        append(recorded, whole.subspan(28800)); // 100 ms are missing
        const auto matches = findInOrder(speech, recorded);
        QVERIFY(std::ranges::any_of(matches, [](const BlockMatch &match) { return !match.at; }));
    }

    void whatWasSaidTwiceIsLoudForLonger()
    {
        const audio::Pcm speech = voice(u"can you hear me on this line"_s);
        audio::Pcm recorded = speech;
        append(recorded, audio::PcmView(speech).subspan(24000, 9600));
        QVERIFY(loudTime(recorded) >= loudTime(speech) + 150ms);
    }
};

HOLDLINE_TEST(TestBlockSearch)

} // namespace holdline::tst_blocksearch

#include "tst_blocksearch.moc"

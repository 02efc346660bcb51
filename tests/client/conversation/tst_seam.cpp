// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/seam.h"
#include "support/testcase.h"

#include <QDateTime>
#include <QTest>

#include <functional>

namespace holdline::tst_seam {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using End = Seam::End;
using Note = Seam::Note;

class TestSeam : public QObject
{
    Q_OBJECT

private:
    static Seam held(const std::function<void(Seam &)> &change = [](Seam &) {})
    {
        Seam seam{.end = End::Restored, .offline = 14s};
        change(seam);
        return seam;
    }
    static Seam plain(const std::function<void(Seam &)> &change = [](Seam &) {})
    {
        Seam seam = held(change);
        seam.server = Seam::Server::Restarts;
        return seam;
    }

private Q_SLOTS:
    void tellsInOneLineWhatTheOutageDid_data()
    {
        QTest::addColumn<Seam>("seam");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing but time") << held() << u"Offline for 14 s"_s;
        QTest::newRow("speech and an answer") << held([](Seam &s) {
            s.speechKept = 3200ms;
            s.answerAt = 65s;
        }) << u"Offline for 14 s · 3.2 s of speech kept and sent · answer resumed"_s;
        QTest::newRow("no client, and speech that it had left")
            << held([](Seam &s) { s.left = 3200ms; })
            << u"Holdline was closed for 14 s · 3.2 s of speech kept and sent"_s;
        QTest::newRow("minutes") << held([](Seam &s) { s.offline = 125s; })
                                 << u"Offline for 2 min 5 s"_s;
        QTest::newRow("hours") << held([](Seam &s) { s.offline = 192min; })
                               << u"Offline for 3 h 12 min"_s;
        QTest::newRow("more speech than can wait")
            << held([](Seam &s) {
                   s.speechKept = 60s;
                   s.speechLost = 4s;
               })
            << u"Offline for 14 s · 60.0 s of speech kept and sent · "
               "4.0 s of speech lost: limit of 60 s reached"_s;
        QTest::newRow("a note to be decided on") << held([](Seam &s) {
            s.speechKept = 2s;
            s.note = Note::Offered;
        }) << u"Offline for 14 s · 2.0 s of speech kept"_s;
        QTest::newRow("a note that was sent") << held([](Seam &s) {
            s.speechKept = 2s;
            s.note = Note::Sent;
        }) << u"Offline for 14 s · 2.0 s of speech kept and sent"_s;
        QTest::newRow("a note that was discarded") << held([](Seam &s) {
            s.speechKept = 2s;
            s.note = Note::Discarded;
        }) << u"Offline for 14 s · 2.0 s of speech discarded"_s;
        QTest::newRow("words under way are not lost")
            << held([](Seam &s) { s.wordsUnderWay = true; }) << u"Offline for 14 s"_s;
        QTest::newRow("the session was replaced")
            << held([](Seam &s) {
                   s.end = End::Replaced;
                   s.answerAt = 1s;
                   s.wordsUnderWay = true;
                   s.speechKept = 1s;
               })
            << u"Offline for 14 s · the earlier conversation couldn’t be restored, so a new one "
               "started · 1.0 s of speech kept and sent · the rest of the answer is lost · "
               "some words may be missing"_s;
        QTest::newRow("given up") << held([](Seam &s) {
            s.end = End::GivenUp;
            s.since = WallTime(0s);
            s.speechKept = 1s;
            s.answerAt = 1s;
        })
                                  << u"Offline since %1 · 1.0 s of speech kept"_s.arg(
                                         QDateTime::fromMSecsSinceEpoch(0).toString(u"HH:mm:ss"_s));
        QTest::newRow("a plain server loses") << plain([](Seam &s) {
            s.speechUnsent = 4200ms;
            s.wordsUnderWay = true;
        }) << u"Offline for 14 s · 4.2 s of speech not sent · some words may be missing"_s;
    }

    void tellsInOneLineWhatTheOutageDid()
    {
        QFETCH(Seam, seam);
        QFETCH(QString, text);
        QCOMPARE(seamText(seam), text);
    }

    void isWorthARow_data()
    {
        QTest::addColumn<Seam>("seam");
        QTest::addColumn<bool>("visible");
        const auto brief = [](const std::function<void(Seam &)> &change) {
            Seam seam = held(change);
            seam.offline = 999ms;
            return seam;
        };
        QTest::newRow("a second") << held([](Seam &s) { s.offline = 1s; }) << true;
        QTest::newRow("less") << brief([](Seam &) {}) << false;
        QTest::newRow("less, in mid-word")
            << brief([](Seam &s) { s.wordsUnderWay = true; }) << false;
        QTest::newRow("less, with speech") << brief([](Seam &s) { s.speechKept = 100ms; }) << true;
        QTest::newRow("less, and speech lost")
            << brief([](Seam &s) { s.speechLost = 100ms; }) << true;
        QTest::newRow("less, and speech not sent")
            << brief([](Seam &s) { s.speechUnsent = 100ms; }) << true;
        QTest::newRow("less, with a text") << brief([](Seam &s) { s.texts = 1; }) << true;
        QTest::newRow("less, and replaced")
            << brief([](Seam &s) { s.end = End::Replaced; }) << true;
    }

    void isWorthARow()
    {
        QFETCH(Seam, seam);
        QFETCH(bool, visible);
        QCOMPARE(isVisible(seam), visible);
    }

    void theDetailsTellTheRest()
    {
        const Seam seam = held([](Seam &s) {
            s.since = WallTime(0s);
            s.reason = u"No network"_s;
            s.speechKept = 3200ms;
            s.speechLost = 100ms;
            s.texts = 2;
            s.sentAgain = 7;
            s.answerAt = 65s;
        });
        const auto at = [](qint64 ms) {
            return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm:ss"_s);
        };
        QCOMPARE(
            seamDetails(seam).split(u'\n'),
            QStringList({u"Offline from %1 to %2"_s.arg(at(0), at(14000)), u"Cause: No network"_s,
                         u"Speech held: 3.2 s"_s, u"Speech lost: 0.1 s"_s, u"Messages held: 2"_s,
                         u"Messages resent: 7"_s, u"Answer continued at 1:05"_s}));
    }

    void theDetailsOfAPlainServerSayWhatItCannot()
    {
        QVERIFY(seamDetails(plain()).contains(
            u"This server can’t continue where the connection was lost"_s));
        QVERIFY(!seamDetails(held()).contains(u"cannot"_s));
    }
};

HOLDLINE_TEST(TestSeam)

} // namespace holdline::tst_seam

#include "tst_seam.moc"

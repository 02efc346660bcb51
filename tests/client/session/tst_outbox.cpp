// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outbox.h"

#include "protocol/limits.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_outbox {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1h};

protocol::AudioItem spoken(Duration duration)
{
    return {.pcm = QByteArray(qsizetype(duration.count()) * protocol::kMicRate / 1000 * 2, '\0')};
}

OutgoingItem said(const protocol::ClientMessage &message)
{
    return OutgoingItem(message);
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTextsAndSpeechInTheirOrder()
    {
        Outbox outbox;
        outbox.add(said(protocol::TextMessage{u"one"_s, u"1"_s}), kNow);
        outbox.add(OutgoingItem(spoken(100ms)), kNow);
        outbox.add(said(protocol::SetSpeed{20}), kNow);
        QVERIFY(!outbox.isEmpty());
        QCOMPARE(
            outbox.takeFront().wire().bytes,
            protocol::encode(protocol::ClientMessage(protocol::TextMessage{u"one"_s, u"1"_s})));
        QVERIFY(outbox.front().audio());
        QCOMPARE(outbox.takeFront().wire().bytes, protocol::encode(spoken(100ms)));
        QCOMPARE(outbox.takeFront().wire().bytes,
                 protocol::encode(protocol::ClientMessage(protocol::SetSpeed{20})));
        QVERIFY(outbox.isEmpty());
    }

    void tellsWhatWaits()
    {
        Outbox outbox;
        QCOMPARE(outbox.waiting(), DurableLine::Waiting());
        outbox.add(OutgoingItem(spoken(100ms)), kNow);
        outbox.add(OutgoingItem(spoken(60ms)), kNow + 2s);
        outbox.add(said(protocol::TextMessage{u"one"_s, u"1"_s}), kNow);
        outbox.add(said(protocol::SetSpeed{20}), kNow); // not words of the user
        QCOMPARE(outbox.waiting().speech, 160ms);
        QCOMPARE(outbox.waiting().lastSpeech, kNow + 2s);
        QCOMPARE(outbox.waiting().texts, 1);
        outbox.takeFront();
        QCOMPARE(outbox.waiting().speech, 60ms);
        outbox.takeFront();
        QCOMPARE(outbox.waiting().lastSpeech, std::nullopt);
        outbox.takeFront();
        QCOMPARE(outbox.waiting(), DurableLine::Waiting());
    }

    void discardsSpeechAndNothingElse()
    {
        Outbox outbox;
        outbox.add(OutgoingItem(spoken(100ms)), kNow);
        outbox.add(said(protocol::TextMessage{u"one"_s, u"1"_s}), kNow);
        outbox.add(OutgoingItem(spoken(100ms)), kNow);
        outbox.discard([](const Outbox::Entry &entry) { return entry.item.samples() > 0; });
        QCOMPARE(outbox.waiting(), (DurableLine::Waiting{.texts = 1}));
        QVERIFY(outbox.takeFront().text());
        QVERIFY(outbox.isEmpty());
    }

    void placesOnlyRise()
    {
        Outbox outbox;
        QCOMPARE(outbox.begin(), outbox.end());
        outbox.add(OutgoingItem(spoken(100ms)), kNow);
        const quint64 behindSpeech = outbox.end();
        outbox.add(said(protocol::SetSpeed{20}), kNow);
        QVERIFY(outbox.begin() < behindSpeech);
        outbox.discard([](const Outbox::Entry &entry) { return entry.item.samples() > 0; });
        QVERIFY(outbox.begin() >= behindSpeech);
        QVERIFY(outbox.begin() < outbox.end());
        outbox.clear();
        QCOMPARE(outbox.begin(), outbox.end());
        QVERIFY(outbox.end() > behindSpeech);
        QCOMPARE(outbox.waiting(), DurableLine::Waiting());
    }
};

HOLDLINE_TEST(TestOutbox)

} // namespace holdline::tst_outbox

#include "tst_outbox.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outgoingitem.h"

#include "client/session/microphonecodec.h"
#include "protocol/limits.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_outgoingitem {

using namespace client;
using namespace Qt::StringLiterals;

namespace {

protocol::AudioItem spoken()
{
    return {.timestampMs = 7,
            .position = 1600,
            .stream = 1,
            .pcm = QByteArray(2 * protocol::kCaptureItemSamples, '\1')};
}

protocol::AudioItem coded()
{
    MicrophoneCodec codec;
    codec.choose(MicrophoneCodec::Coding::Opus);
    return codec.packed(spoken()).value();
}

} // namespace

class TestOutgoingItem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItIs_data()
    {
        QTest::addColumn<OutgoingItem>("item");
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("samples");
        QTest::addColumn<bool>("ofOneSession");
        const auto said = [](const protocol::ClientMessage &message) {
            return OutgoingItem(message);
        };
        QTest::newRow("a text") << said(protocol::TextMessage{u"one"_s, u"1"_s}) << u"one"_s
                                << qsizetype(0) << false;
        QTest::newRow("a command")
            << said(protocol::SetSpeed{20}) << QString() << qsizetype(0) << false;
        QTest::newRow("an interruption")
            << said(protocol::Interrupt{1, 480}) << QString() << qsizetype(0) << true;
        QTest::newRow("speech") << OutgoingItem(spoken()) << QString() << qsizetype(1600) << false;
        QTest::newRow("coded speech")
            << OutgoingItem(coded()) << QString() << qsizetype(1600) << false;
    }

    void tellsWhatItIs()
    {
        QFETCH(OutgoingItem, item);
        QFETCH(QString, text);
        QFETCH(qsizetype, samples);
        QFETCH(bool, ofOneSession);
        const OutgoingItem again(item.wire()); // as after a restart of the client
        for (const OutgoingItem &one : {item, again}) {
            QCOMPARE(one.text() ? one.text()->text : QString(), text);
            QCOMPARE(one.samples(), samples);
            QCOMPARE(one.isOfOneSession(), ofOneSession);
            QCOMPARE(one.binaryBytes(), samples > 0 ? one.wire().bytes.size() : 0);
            QCOMPARE(one.wire(), item.wire());
        }
    }

    void isEncodedOnce()
    {
        const OutgoingItem item(spoken());
        const QByteArray bytes = item.wire().bytes;
        QVERIFY(item.wire().bytes.isSharedWith(bytes));
        const OutgoingItem copy = item;
        QVERIFY(copy.wire().bytes.isSharedWith(bytes));
    }

    void goesOutUnchangedIfItCannotBeRead()
    {
        const protocol::WireMessage odd{.binary = true, .bytes = "odd"};
        const OutgoingItem item(odd);
        QVERIFY(!item.audio() && !item.text());
        QCOMPARE(item.samples(), 0);
        QCOMPARE(item.binaryBytes(), 3);
        QCOMPARE(item.wire(), odd);
    }
};

HOLDLINE_TEST(TestOutgoingItem)

} // namespace holdline::tst_outgoingitem

#include "tst_outgoingitem.moc"

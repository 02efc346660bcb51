// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/itemcodec.h"
#include "protocol/limits.h"
#include "protocol/messages.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_itemcodec {

using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kFirstBeyondJson = 1ULL << 53;

WireMessage text(const QByteArray &json)
{
    return {.binary = false, .bytes = json};
}

WireMessage binary(const AudioItem &item)
{
    return {.binary = true, .bytes = encode(item)};
}

const AudioItem kItem{.timestampMs = 0x01020304,
                      .position = 0x1112131415161718,
                      .stream = 0x21222324,
                      .pcm = QByteArray::fromHex("ff7f0080")};

} // namespace

class TestItemCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsEveryFieldAtItsOffset()
    {
        const WireMessage message =
            tagged(binary(kItem), {.seq = 0x0001424344454647, .ack = 0x5152535461626364});
        QVERIFY(message.binary);
        QCOMPARE(message.bytes.toHex(' '),
                 "01 02 03 04 00 00 00 02 00 01 42 43 44 45 46 47 "
                 "11 12 13 14 15 16 17 18 21 22 23 24 61 62 63 64 ff 7f 00 80");
    }

    void marksEveryFlag_data()
    {
        QTest::addColumn<AudioItem>("item");
        QTest::addColumn<quint32>("flags");
        QTest::newRow("none") << AudioItem{} << 0x002U;
        QTest::newRow("an answer plays") << AudioItem{.speechPlaying = true} << 0x003U;
        QTest::newRow("replayed") << AudioItem{.replayed = true} << 0x006U;
        QTest::newRow("gap before") << AudioItem{.gapBefore = true} << 0x00aU;
        QTest::newRow("from the server") << AudioItem{.fromServer = true} << 0x102U;
        QTest::newRow("all") << AudioItem{.speechPlaying = true,
                                          .replayed = true,
                                          .gapBefore = true,
                                          .fromServer = true}
                             << 0x10fU;
    }

    void marksEveryFlag()
    {
        QFETCH(AudioItem, item);
        QFETCH(quint32, flags);
        const QByteArray bytes = encode(item);
        QCOMPARE(bytes.mid(4, 4).toHex().toUInt(nullptr, 16), flags);
        QVERIFY(decodeAudioItem(bytes) == item);
    }

    void ignoresFlagsItDoesNotKnow()
    {
        QByteArray bytes = encode(kItem);
        bytes[4] = '\xff';
        bytes[6] = '\xfc';
        QVERIFY(decodeAudioItem(bytes) == kItem);
    }

    void dropsHalfASample()
    {
        QVERIFY(decodeAudioItem(encode(kItem) + 'x') == kItem);
        QVERIFY(decodeAudioItem(encode(AudioItem{}) + 'x') == AudioItem{});
    }

    void takesNothingShorterThanTheHeader()
    {
        const QByteArray whole = encode(AudioItem{});
        QCOMPARE(whole.size(), kItemHeaderBytes);
        QVERIFY(decodeAudioItem(whole));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            QVERIFY(!decodeAudioItem(whole.left(size)));
            QVERIFY(!tagOf({.binary = true, .bytes = whole.left(size)}));
        }
    }

    void takesNoPlainFrame()
    {
        const QByteArray plain(kFrameHeaderBytes + 2 * kFrameSamples, '\0');
        QVERIFY(!decodeAudioItem(plain));
        QVERIFY(!tagOf({.binary = true, .bytes = plain}));
    }

    void tagsAndFindsTheTag_data()
    {
        QTest::addColumn<quint64>("seq");
        QTest::addColumn<quint64>("ack");
        QTest::newRow("the first") << quint64(1) << quint64(0);
        QTest::newRow("one of many") << quint64(70000) << quint64(66000);
        QTest::newRow("beyond 32 bits") << (1ULL << 40) + 7 << (1ULL << 40) + 3;
        QTest::newRow("as far as JSON goes") << kMaxSeq << kMaxSeq;
    }

    void tagsAndFindsTheTag()
    {
        QFETCH(quint64, seq);
        QFETCH(quint64, ack);
        const QByteArray json = encode(ClientMessage(TextMessage{u"hello"_s}));
        const WireMessage item = tagged(text(json), {.seq = seq, .ack = ack});
        QVERIFY(tagOf(item).value() == (ItemTag{.seq = seq, .ack = ack}));
        QVERIFY(decodeClientMessage(item.bytes).value() == ClientMessage(TextMessage{u"hello"_s}));

        const WireMessage audio = tagged(binary(kItem), {.seq = seq, .ack = ack});
        QVERIFY(tagOf(audio).value() == (ItemTag{.seq = seq, .ack = ack & 0xffffffff}));
        QVERIFY(decodeAudioItem(audio.bytes) == kItem);
    }

    void tagsJsonWithOneMember()
    {
        QCOMPARE(tagged(text("{\"type\":\"bye\"}"), {.seq = 12, .ack = 9}).bytes,
                 "{\"hl\":{\"s\":12,\"a\":9},\"type\":\"bye\"}");
    }

    void marksWhatIsSentAgain()
    {
        const WireMessage again = tagged(binary(kItem), {.seq = 1, .ack = 0, .replayed = true});
        QVERIFY(tagOf(again).value()->replayed);
        QVERIFY(decodeAudioItem(again.bytes)->replayed);
    }

    void neverUnmarksWhatWasRecordedWhileTheLineWasDown()
    {
        const WireMessage held = tagged(binary({.replayed = true}), {.seq = 1, .ack = 0});
        QVERIFY(tagOf(held).value()->replayed);
    }

    void findsNoTagInMessagesWithoutOne_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("object") << QByteArray("{\"type\":\"tts_start\"}");
        QTest::newRow("tag inside another member")
            << QByteArray("{\"type\":\"x\",\"y\":{\"hl\":{\"s\":1,\"a\":0}}}");
        QTest::newRow("tag inside a text")
            << encode(ClientMessage(TextMessage{u"{\"hl\":{\"s\":1,\"a\":0}}"_s}));
        QTest::newRow("list") << QByteArray("[{\"hl\":{\"s\":1,\"a\":0}}]");
        QTest::newRow("garbage") << QByteArray("{{{");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("nested without end") << QByteArray(100000, '[');
    }

    void findsNoTagInMessagesWithoutOne()
    {
        QFETCH(QByteArray, json);
        const auto tag = tagOf(text(json));
        QVERIFY(tag);
        QVERIFY(!tag.value());
    }

    void findsTheTagOfWhatIsNestedTooDeeply()
    {
        const QByteArray deep = QByteArray(3000, '[') + QByteArray(3000, ']');
        for (const QByteArray &json :
             {QByteArray("{\"x\":" + deep + ",\"hl\":{\"s\":7,\"a\":3}}"),
              QByteArray("{\"hl\":{\"s\":7,\"a\":3},\"x\":[" + deep + ",1]}")}) {
            const auto tag = tagOf({.binary = false, .bytes = json});
            QVERIFY(tag);
            QCOMPARE(tag.value(), (ItemTag{.seq = 7, .ack = 3}));
        }
    }

    void refusesWrongTags_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::newRow("number 0") << QByteArray("{\"s\":0,\"a\":0}");
        QTest::newRow("negative") << QByteArray("{\"s\":-1,\"a\":0}");
        QTest::newRow("fraction") << QByteArray("{\"s\":1.5,\"a\":0}");
        QTest::newRow("string") << QByteArray("{\"s\":\"1\",\"a\":0}");
        QTest::newRow("true") << QByteArray("{\"s\":true,\"a\":0}");
        QTest::newRow("2 to the 53rd")
            << "{\"s\":" + QByteArray::number(kFirstBeyondJson) + ",\"a\":0}";
        QTest::newRow("beyond any integer") << QByteArray("{\"s\":1e300,\"a\":0}");
        QTest::newRow("no number") << QByteArray("{\"a\":0}");
        QTest::newRow("no acknowledgement") << QByteArray("{\"s\":1}");
        QTest::newRow("negative acknowledgement") << QByteArray("{\"s\":1,\"a\":-1}");
        QTest::newRow("half an acknowledgement") << QByteArray("{\"s\":1,\"a\":0.5}");
        QTest::newRow("acknowledgement beyond")
            << "{\"s\":1,\"a\":" + QByteArray::number(kFirstBeyondJson) + "}";
        QTest::newRow("acknowledgement as a string") << QByteArray("{\"s\":1,\"a\":\"0\"}");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("a list") << QByteArray("[1,0]");
        QTest::newRow("just a number") << QByteArray("1");
    }

    void refusesWrongTags()
    {
        QFETCH(QByteArray, tag);
        QVERIFY(!tagOf(text("{\"type\":\"tts_start\",\"hl\":" + tag + "}")));
    }

    void refusesAudioWithAWrongNumber()
    {
        QVERIFY(!tagOf(tagged(binary(kItem), {.seq = 0, .ack = 0})));
        QVERIFY(!tagOf(tagged(binary(kItem), {.seq = kFirstBeyondJson, .ack = 0})));
    }
};

HOLDLINE_TEST(TestItemCodec)

} // namespace holdline::tst_itemcodec

#include "tst_itemcodec.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/transcriptioncodec.h"

#include "speech/service/speechdecoder.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_transcriptioncodec {

using namespace speech;
using namespace Qt::StringLiterals;

namespace {

const RecognitionSettings kSettings{
    .service = {.base = QUrl(u"http://127.0.0.1/v1"_s), .model = u"tiny.en"_s},
    .language = u"en"_s};

/// The values of the form fields of a request, by their names.
QHash<QByteArray, QByteArray> fieldsOf(const ServiceCall::Request &request)
{
    const QByteArray boundary =
        "--" + request.contentType.mid(request.contentType.indexOf("boundary=") + 9);
    QHash<QByteArray, QByteArray> fields;
    qsizetype at = request.body.indexOf(boundary);
    while (at >= 0) {
        at += boundary.size() + 2;
        const qsizetype next = request.body.indexOf("\r\n" + boundary, at);
        if (next < 0)
            break;
        const QByteArray part = request.body.mid(at, next - at);
        const qsizetype head = part.indexOf("\r\n\r\n");
        const qsizetype name = part.indexOf("name=\"") + 6;
        fields.insert(part.mid(name, part.indexOf('"', name) - name), part.mid(head + 4));
        at = next + 2;
    }
    return fields;
}

} // namespace

class TestTranscriptionCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTheSoundAsAFile()
    {
        const audio::Pcm sound{1, -1, 1000, -1000};
        const auto fields = fieldsOf(encodeTranscription(kSettings, sound, {u"My name is Ida."_s}));
        QCOMPARE(fields["model"], "tiny.en");
        QCOMPARE(fields["language"], "en");
        QCOMPARE(fields["prompt"], "My name is Ida.");
        QCOMPARE(fields["response_format"], "json");
        SpeechDecoder decoder(u"audio/wav"_s);
        const auto pcm = decoder.add(fields["file"]);
        QVERIFY(pcm);
        QCOMPARE(pcm.value(), sound);
        QCOMPARE(decoder.rate(), audio::kSpeechRate);
    }

    void leavesOutWhatIsNotKnown()
    {
        RecognitionSettings settings = kSettings;
        settings.language.clear();
        const auto fields = fieldsOf(encodeTranscription(settings, {}, {}));
        QVERIFY(!fields.contains("language"));
        QVERIFY(!fields.contains("prompt"));
    }

    void theUserDecidesAboutTheLanguage_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("none") << QString() << QByteArray("en");
        QTest::newRow("German") << u"de"_s << QByteArray("de");
        QTest::newRow("of a region") << u"pt-BR"_s << QByteArray("pt");
        QTest::newRow("Norwegian") << u"nb"_s << QByteArray("no");
    }

    void theUserDecidesAboutTheLanguage()
    {
        QFETCH(QString, chosen);
        const auto fields =
            fieldsOf(encodeTranscription(kSettings, {}, {.before = {}, .language = chosen}));
        QTEST(fields["language"], "sent");
    }

    void sendsOnlyTheLastWords()
    {
        const QString long_ = u"word "_s.repeated(100) + u"Grüße"_s;
        const QByteArray prompt = fieldsOf(encodeTranscription(kSettings, {}, {long_}))["prompt"];
        QVERIFY(prompt.size() <= 210);
        QVERIFY(prompt.startsWith("word ") && prompt.endsWith(u" Grüße"_s.toUtf8()));
    }

    void readsTheWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("words") << QByteArray(R"({"text":" What is\na train? "})")
                               << u"What is a train?"_s;
        QTest::newRow("no words") << QByteArray(R"({"text":""})") << QString();
        QTest::newRow("silence") << QByteArray(R"({"text":" [BLANK_AUDIO]"})") << QString();
        QTest::newRow("noise") << QByteArray("{\"text\":\"(music playing)\"}") << QString();
        QTest::newRow("words in brackets")
            << QByteArray("{\"text\":\"(a) or (b)\"}") << u"(a) or (b)"_s;
    }

    void readsTheWords()
    {
        QFETCH(QByteArray, body);
        const auto words = decodeTranscription(body);
        QVERIFY(words);
        QTEST(words.value(), "words");
    }

    void refusesNonsense()
    {
        for (const char *body : {"", "text", "[]", "{}", R"({"text":3})", R"({"error":{}})"})
            QVERIFY(!decodeTranscription(body));
    }
};

HOLDLINE_TEST(TestTranscriptionCodec)

} // namespace holdline::tst_transcriptioncodec

#include "tst_transcriptioncodec.moc"

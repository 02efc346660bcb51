// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/resampler.h"
#include "support/durableclient.h"
#include "support/httprequest.h"
#include "support/scriptedservice.h"
#include "support/serverprocess.h"
#include "support/syntheticvoice.h"
#include "support/testcase.h"

#include <QDirIterator>
#include <QTemporaryFile>
#include <QTest>

namespace holdline::tst_servicekeys {

using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kKey = "sk-nobody-may-read-this-0123456789";
const QByteArray kAdmin = "the-token-of-the-operator";

std::unique_ptr<QTemporaryFile> fileWith(const QByteArray &line)
{
    auto file = std::make_unique<QTemporaryFile>();
    if (!file->open() || file->write(line + '\n') < 0 || !file->flush())
        return nullptr;
    return file;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// An error of a service that repeats the key, as some do.
QByteArray error(int status, const QByteArray &fields = {})
{
    return ScriptedService::withStatus(
        status, R"({"error":{"message":"Incorrect API key provided: )" + kKey + R"("}})", fields);
}

} // namespace

/// The real server with a service for each engine. They know its key and repeat it wherever they
/// can; it must not get out in any other way.
class TestServiceKeys : public QObject
{
    Q_OBJECT

    ScriptedService m_model;
    ScriptedService m_ears;
    ScriptedService m_mouth;
    std::unique_ptr<QTemporaryFile> m_key;
    std::unique_ptr<QTemporaryFile> m_adminToken;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<DurableClient> m_client;

    /// The server begins anew in the same folder, so that no service is taken for a broken one.
    bool startAgain()
    {
        m_client.reset();
        m_server->kill(); // it would wait for answers that nobody hears
        if (!m_server->start())
            return false;
        m_client = std::make_unique<DurableClient>(m_server->url());
        return m_client->enter();
    }

    /// All that people and programs beside the services can read.
    QHash<QString, QByteArray> readable() const
    {
        QHash<QString, QByteArray> texts{
            {u"log"_s, m_server->process().errorText().toUtf8()},
            {u"command line"_s, contentsOf(u"/proc/%1/cmdline"_s.arg(m_server->process().pid()))},
            {u"environment"_s, contentsOf(u"/proc/%1/environ"_s.arg(m_server->process().pid()))},
        };
        for (const OutputLine &line : m_server->process().standardOutput())
            texts[u"output"_s] += line.text.toUtf8() + '\n';
        for (const char *path : {"/health", "/metrics", "/admin", "/admin/api/state", "/logs"})
            texts[QString::fromLatin1(path)] =
                HttpRequest{.port = m_server->port(), .path = path, .token = kAdmin}.send().body;
        for (const auto &error : m_client->items<protocol::ServerError>())
            texts[u"errors"_s] += error.code.toUtf8() + ' ' + error.message.toUtf8() + '\n';
        for (const auto &answer : m_client->items<protocol::FinalAssistantAnswer>())
            texts[u"answers"_s] += answer.content.toUtf8() + '\n';
        for (QDirIterator files(m_server->folder(), QDir::Files | QDir::Hidden,
                                QDirIterator::Subdirectories);
             files.hasNext();) {
            const QString path = files.next();
            texts[path] = contentsOf(path);
        }
        return texts;
    }

    void scan() const
    {
        const auto texts = readable();
        QVERIFY(texts.value(u"log"_s).size() > 100); // there was something to read
        QVERIFY(texts.value(u"/metrics"_s).contains("holdline_service"));
        QVERIFY(texts.value(u"/health"_s).contains("responder"));
        for (auto text = texts.begin(); text != texts.end(); ++text)
            QVERIFY2(!text.value().contains(kKey), qPrintable(text.key()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_model.listen() && m_ears.listen() && m_mouth.listen());
        m_key = fileWith(kKey);
        m_adminToken = fileWith(kAdmin);
        QVERIFY(m_key && m_adminToken);
        const QString key = m_key->fileName();
        m_server = std::make_unique<ServerProcess>(QStringList{u"--log-level"_s,
                                                               u"debug"_s,
                                                               u"--admin-token-file"_s,
                                                               m_adminToken->fileName(),
                                                               u"--language-url"_s,
                                                               m_model.base().toString(),
                                                               u"--language-model"_s,
                                                               u"tiny"_s,
                                                               u"--language-key-file"_s,
                                                               key,
                                                               u"--recognition-url"_s,
                                                               m_ears.base().toString(),
                                                               u"--recognition-model"_s,
                                                               u"whisper"_s,
                                                               u"--recognition-key-file"_s,
                                                               key,
                                                               u"--recognition-partials"_s,
                                                               u"no"_s,
                                                               u"--voice-url"_s,
                                                               m_mouth.base().toString(),
                                                               u"--voice-model"_s,
                                                               u"tts"_s,
                                                               u"--voice-key-file"_s,
                                                               key});
        QVERIFY2(m_server->start(), qPrintable(m_server->process().errorText()));
        m_client = std::make_unique<DurableClient>(m_server->url());
        QVERIFY(m_client->enter());
    }

    void cleanupTestCase()
    {
        m_client.reset();
        m_server.reset();
    }

    void staysSecretWhateverServicesAnswer_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("401") << error(401);
        QTest::newRow("404") << error(404);
        QTest::newRow("429") << error(429, "Retry-After: 60\r\n");
        QTest::newRow("500") << error(500);
        QTest::newRow("400 in half a line") << ScriptedService::withStatus(
            400, R"({"detail":")" + QByteArray(185, 'x') + kKey + R"("})");
        QTest::newRow("redirect") << error(302, "Location: http://127.0.0.1:9/" + kKey + "\r\n");
        QTest::newRow("wrong JSON")
            << ScriptedService::withStatus(200, R"({"error":")" + kKey + R"("})");
        QTest::newRow("an error in the stream")
            << "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
               "data: {\"error\":{\"message\":\"no such key: "
                + kKey + "\"}}\n\n";
        QTest::newRow("closed at once") << QByteArray();
    }

    void staysSecretWhateverServicesAnswer()
    {
        QFETCH(QByteArray, reply);
        QVERIFY(startAgain());
        for (ScriptedService *service : {&m_model, &m_ears, &m_mouth}) {
            for (int i = 0; i < 2; ++i) // once more if the server tries again
                service->add({.bytes = reply});
        }
        const auto asked = m_ears.requests().size();
        audio::Resampler resampler(audio::kDeviceRate, audio::kSpeechRate);
        m_client->sendAudio(resampler.process(syntheticVoice(1500ms)));
        m_client->beSilent(1500ms);
        QTRY_VERIFY_WITH_TIMEOUT(m_ears.requests().size() > asked, 20'000);
        m_client->type(u"what is a train"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->items<protocol::TtsEnd>().isEmpty(), 20'000);
        QVERIFY(m_model.requests().last().head.contains("Bearer " + kKey));
        QVERIFY(m_mouth.requests().last().head.contains("Bearer " + kKey));
        scan();
        // What was not asked for belongs to no later row.
        for (ScriptedService *service : {&m_model, &m_ears, &m_mouth})
            service->forgetScript();
    }
};

HOLDLINE_TEST(TestServiceKeys)

} // namespace holdline::tst_servicekeys

#include "tst_servicekeys.moc"

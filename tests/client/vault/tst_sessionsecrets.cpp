// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault/sessionsecrets.h"

#include "client/link/endpoint.h"
#include "client/vault/filevault.h"
#include "support/testcase.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <utility>

namespace holdline::tst_sessionsecrets {

using namespace client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kept = std::optional<SessionSecret>;

/// A keychain that answers when the test wants it.
class ManualVault : public Vault
{
public:
    void read(const QString &, const Found &found) override { m_readers.append(found); }
    void write(const QString &name, const QByteArray &content, const Written &written) override
    {
        if (isSilent)
            return;
        if (good)
            contents.insert(name, content);
        written(good);
    }
    void erase(const QString &name) override { contents.remove(name); }

    void answer(const QString &name)
    {
        for (const Found &found : std::exchange(m_readers, {}))
            found(contents.contains(name) ? std::optional(contents.value(name)) : std::nullopt);
    }
    qsizetype readers() const { return m_readers.size(); }

    bool good = true;
    bool isSilent = false;
    QHash<QString, QByteArray> contents;

private:
    QList<Found> m_readers;
};

SessionSecret fresh()
{
    return {SessionId::generate(), QByteArray("\0\1 \n\xFF not text", 14)};
}

/// Finds a secret that is answered at once.
Kept find(SessionSecrets &secrets, const QString &server)
{
    Kept found;
    secrets.find(server, [&found](const Kept &kept) { found = kept; });
    return found;
}

} // namespace

class TestSessionSecrets : public QObject
{
    Q_OBJECT

    const QString kServer = u"wss://example.org/ws"_s;
    const QString kEmbedded = Endpoint::kEmbedded;

private Q_SLOTS:
    void keepsThemInFilesForTheirOwnerOnly()
    {
        QTemporaryDir folder;
        const QString inner = folder.filePath(u"data"_s);
        const SessionSecret secret = fresh();
        {
            SessionSecrets secrets(std::make_unique<FileVault>(inner), nullptr);
            secrets.store(kEmbedded, secret);
        }
        const QFileInfoList files = QDir(inner).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0].permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        SessionSecrets secrets(std::make_unique<FileVault>(inner), nullptr);
        QCOMPARE(find(secrets, kEmbedded), secret);
        secrets.forget(kEmbedded);
        QCOMPARE(find(secrets, kEmbedded), Kept());
        QVERIFY(QDir(inner).isEmpty());
    }

    void anOlderFileBecomesPrivateToo()
    {
        QTemporaryDir folder;
        SessionSecrets secrets(std::make_unique<FileVault>(folder.path()), nullptr);
        secrets.store(kEmbedded, fresh());
        QFile file(QDir(folder.path()).entryInfoList(QDir::Files).first().filePath());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        secrets.store(kEmbedded, fresh());
        QVERIFY(!file.permissions().testFlag(QFile::ReadOther));
    }

    void eachServerHasItsOwn()
    {
        auto embedded = std::make_unique<ManualVault>();
        auto others = std::make_unique<ManualVault>();
        const ManualVault &embeddedVault = *embedded;
        const ManualVault &othersVault = *others;
        SessionSecrets secrets(std::move(embedded), std::move(others));
        const SessionSecret one = fresh();
        const SessionSecret two = fresh();
        secrets.store(kEmbedded, one);
        secrets.store(kServer, two);
        QCOMPARE(find(secrets, kEmbedded), one);
        QCOMPARE(find(secrets, kServer), two);
        QCOMPARE(embeddedVault.contents.keys(), QList<QString>{kEmbedded});
        QCOMPARE(othersVault.contents.keys(), QList<QString>{kServer});
    }

    void asksASlowKeychainOnceAndRemembersTheAnswer()
    {
        const SessionSecret secret = fresh();
        auto vault = std::make_unique<ManualVault>();
        ManualVault &keychain = *vault;
        SessionSecrets secrets(nullptr, std::move(vault));
        secrets.store(kServer, secret);
        const QHash<QString, QByteArray> written = keychain.contents;

        auto another = std::make_unique<ManualVault>();
        ManualVault &slow = *another;
        slow.contents = written;
        SessionSecrets next(nullptr, std::move(another));
        QList<Kept> answers;
        next.find(kServer, [&](const Kept &kept) { answers.append(kept); });
        next.find(kServer, [&](const Kept &kept) { answers.append(kept); });
        QCOMPARE(slow.readers(), 1);
        QVERIFY(answers.isEmpty());
        slow.answer(kServer);
        QCOMPARE(answers, (QList<Kept>{secret, secret}));
        QCOMPARE(find(next, kServer), secret);
        QCOMPARE(slow.readers(), 0);
    }

    void aKeychainThatNeverAnswersIsGivenUp()
    {
        auto vault = std::make_unique<ManualVault>();
        ManualVault &silent = *vault;
        silent.isSilent = true;
        SessionSecrets secrets(nullptr, std::move(vault), 0ms);
        QSignalSpy unanswered(&secrets, &SessionSecrets::unanswered);
        QSignalSpy notKept(&secrets, &SessionSecrets::notKept);
        QList<Kept> answers;
        secrets.find(kServer, [&](const Kept &kept) { answers.append(kept); });
        QVERIFY(answers.isEmpty());
        QTRY_COMPARE(answers, QList<Kept>{std::nullopt});
        QCOMPARE(unanswered.size(), 1);

        const SessionSecret secret = fresh();
        secrets.store(kServer, secret);
        QTRY_COMPARE(notKept.size(), 1);
        QVERIFY(!secrets.lastsBeyondThisRun(kServer));
        silent.answer(kServer); // late
        QCOMPARE(answers.size(), 1);
        QCOMPARE(find(secrets, kServer), secret);
    }

    void whatIsNewerThanTheKeychainsAnswerStays()
    {
        auto vault = std::make_unique<ManualVault>();
        ManualVault &slow = *vault;
        SessionSecrets secrets(nullptr, std::move(vault));
        QList<Kept> answers;
        secrets.find(kServer, [&](const Kept &kept) { answers.append(kept); });
        const SessionSecret newer = fresh();
        secrets.store(kServer, newer);
        slow.contents.clear();
        slow.answer(kServer);
        QCOMPARE(answers, QList<Kept>{newer});
        QCOMPARE(find(secrets, kServer), newer);
    }

    void worksForThisRunWithoutAPlaceAndSaysSoOnce_data()
    {
        QTest::addColumn<bool>("hasVault");
        QTest::newRow("no keychain") << false;
        QTest::newRow("a keychain that refuses") << true;
    }

    void worksForThisRunWithoutAPlaceAndSaysSoOnce()
    {
        QFETCH(bool, hasVault);
        auto vault = hasVault ? std::make_unique<ManualVault>() : nullptr;
        if (vault)
            vault->good = false;
        SessionSecrets secrets(nullptr, std::move(vault));
        QSignalSpy told(&secrets, &SessionSecrets::keptForThisRunOnly);
        QSignalSpy notKept(&secrets, &SessionSecrets::notKept);
        const SessionSecret secret = fresh();
        secrets.store(kServer, fresh());
        secrets.store(kServer, secret);
        QCOMPARE(told.count(), 1);
        QCOMPARE(notKept.count(), 2);
        QVERIFY(!secrets.lastsBeyondThisRun(kServer));
        QVERIFY(secrets.lastsBeyondThisRun(u"wss://example.net/ws"_s) == hasVault);
        QCOMPARE(find(secrets, kServer), secret);
        secrets.forget(kServer);
        QCOMPARE(find(secrets, kServer), Kept());
    }

    void takesNothingThatIsNoSecret_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray id = SessionId::generate().toString().toLatin1();
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no secret") << id + ' ';
        QTest::newRow("no id") << QByteArray("someone c2VjcmV0");
        QTest::newRow("too much") << id + " c2VjcmV0 c2VjcmV0";
        QTest::newRow("no base64") << id + " ????";
    }

    void takesNothingThatIsNoSecret()
    {
        QFETCH(QByteArray, content);
        auto vault = std::make_unique<ManualVault>();
        ManualVault &broken = *vault;
        broken.contents.insert(kServer, content);
        SessionSecrets secrets(nullptr, std::move(vault));
        QList<Kept> answers;
        secrets.find(kServer, [&](const Kept &kept) { answers.append(kept); });
        broken.answer(kServer);
        QCOMPARE(answers, QList<Kept>{Kept()});
    }
};

HOLDLINE_TEST(TestSessionSecrets)

} // namespace holdline::tst_sessionsecrets

#include "tst_sessionsecrets.moc"

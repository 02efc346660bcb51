// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/sessionids.h"
#include "support/testcase.h"

#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_sessionids {

using namespace client;
using namespace Qt::StringLiterals;

class TestSessionIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath(u"holdline.ini"_s);
    }

    void remembersAcrossRuns()
    {
        const SessionId id = SessionId::generate();
        {
            QSettings settings(m_file, QSettings::IniFormat);
            SessionIds(settings).store(kServer, id);
        }
        QSettings settings(m_file, QSettings::IniFormat);
        QCOMPARE(SessionIds(settings).find(kServer), id);
    }

    void keepsOneIdPerServer()
    {
        QSettings settings(m_file, QSettings::IniFormat);
        SessionIds ids(settings);
        const SessionId one = SessionId::generate();
        const SessionId two = SessionId::generate();
        ids.store(kServer, one);
        ids.store(u"wss://example.org/other"_s, two);
        QCOMPARE(ids.find(kServer), one);
        QCOMPARE(ids.find(u"wss://example.org/other"_s), two);
        QCOMPARE(ids.find(u"wss://elsewhere.org/ws"_s), std::nullopt);
    }

    void forgets()
    {
        QSettings settings(m_file, QSettings::IniFormat);
        SessionIds ids(settings);
        ids.store(kServer, SessionId::generate());
        ids.forget(kServer);
        QCOMPARE(ids.find(kServer), std::nullopt);
    }

    void ignoresWhatIsNoIdInTheSettings()
    {
        QSettings settings(m_file, QSettings::IniFormat);
        SessionIds(settings).store(kServer, SessionId::generate());
        const QStringList keys = settings.allKeys();
        QCOMPARE(keys.size(), 1);
        settings.setValue(keys.first(), u"garbage"_s);
        QCOMPARE(SessionIds(settings).find(kServer), std::nullopt);
    }

    void worksFromMemoryWhenTheSettingsCannotBeWritten_data()
    {
        QTest::addColumn<QSettings::Format>("format");
        QTest::addColumn<QString>("file");
        QTest::newRow("in a folder that cannot exist")
            << QSettings::IniFormat << u"/dev/null/holdline.ini"_s;
        QTest::newRow("in a format that fails to write") << QSettings::registerFormat(
            u"stubborn"_s, [](QIODevice &, QSettings::SettingsMap &) { return true; },
            [](QIODevice &, const QSettings::SettingsMap &) { return false; })
                                                         << QString();
    }

    void worksFromMemoryWhenTheSettingsCannotBeWritten()
    {
        QFETCH(QSettings::Format, format);
        QFETCH(QString, file);
        QSettings settings(file.isEmpty() ? m_file : file, format);
        SessionIds ids(settings);
        const SessionId first = SessionId::generate();
        const SessionId second = SessionId::generate();
        ids.store(kServer, first);
        QCOMPARE(ids.find(kServer), first);
        ids.store(kServer, second);
        QCOMPARE(ids.find(kServer), second);
        ids.forget(kServer);
        QCOMPARE(ids.find(kServer), std::nullopt);
    }

private:
    const QString kServer = u"wss://example.org/ws"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

HOLDLINE_TEST(TestSessionIds)

} // namespace holdline::tst_sessionids

#include "tst_sessionids.moc"

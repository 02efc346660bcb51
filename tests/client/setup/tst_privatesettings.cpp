// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/setup/privatesettings.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace holdline::tst_privatesettings {

using namespace client;
using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
    | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

} // namespace

/// What other users of the computer can read of the settings.
class TestPrivateSettings : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QString m_folder;
    QString m_path;

    /// The names of all files in the folder that other users can open.
    QStringList opened() const
    {
        QStringList names;
        if (QFileInfo(m_folder).permissions() & kOthers)
            names += u"the folder"_s;
        for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files | QDir::Hidden)) {
            if (file.permissions() & kOthers)
                names += file.fileName();
        }
        return names;
    }

private Q_SLOTS:
    void init()
    {
        ::umask(022);
        m_folder = m_home.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        m_path = m_folder + u"/holdline.conf"_s;
    }

    void aNewFileIsPrivate()
    {
        PrivateSettings settings(m_path);
        settings.setValue(u"sessions/one"_s, u"key"_s);
        settings.sync();
        QCOMPARE(settings.status(), QSettings::NoError);
        QVERIFY(QFile::exists(m_path));
        QCOMPARE(opened(), QStringList());
    }

    void anOlderFileIsClosedAtOnceAndStaysSo()
    {
        QVERIFY(QDir().mkpath(m_folder));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[sessions]\none=key\n");
        file.close();
        QCOMPARE(opened(), (QStringList{u"the folder"_s, u"holdline.conf"_s}));

        PrivateSettings settings(m_path);
        QCOMPARE(opened(), QStringList());
        QCOMPARE(settings.value(u"sessions/one"_s).toString(), u"key"_s);
        settings.setValue(u"sessions/two"_s, u"key"_s);
        settings.sync();
        QCOMPARE(opened(), QStringList());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("two=key"));
    }
};

HOLDLINE_TEST(TestPrivateSettings)

} // namespace holdline::tst_privatesettings

#include "tst_privatesettings.moc"

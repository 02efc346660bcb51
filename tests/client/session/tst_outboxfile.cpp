// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session/outboxfile.h"

#include "protocol/messages.h"
#include "support/filesizelimit.h"
#include "support/testcase.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_outboxfile {

using namespace client;
using namespace testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow{10h};

KeptItem typed(const QString &words, WallTime at = kNow)
{
    return {{false, protocol::encode(protocol::ClientMessage(protocol::TextMessage{words, words}))},
            at};
}

KeptItem spoken(WallTime at = kNow)
{
    return {
        {true, protocol::encode(protocol::AudioItem{.stream = 1, .pcm = QByteArray(3200, 'x')})},
        at};
}

} // namespace

class TestOutboxFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_path;

    std::unique_ptr<OutboxFile> open() const
    {
        auto file = OutboxFile::open(m_path);
        return file ? std::move(file).value() : nullptr;
    }
    /// What a process that is killed now leaves for the next one.
    KeptOutbox onDisk() const
    {
        QFile file(m_path);
        return decodeKeptOutbox(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    qint64 size() const { return QFileInfo(m_path).size(); }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_path = m_home->filePath(u"data/server.outbox"_s);
    }

    void whatIsKeptIsThereForTheNextProcess()
    {
        KeptOutbox kept;
        {
            const auto file = open();
            file->replace({.epoch = u"e"_s, .first = 1, .items = {}});
            file->add(typed(u"one"_s));
            file->add(spoken());
            file->acknowledge(1);
            file->add(typed(u"two"_s));
            QVERIFY(file->isComplete());
            kept = file->kept();
            QCOMPARE(kept.first, quint64(2));
            QCOMPARE(kept.items.size(), std::size_t(2));
            QCOMPARE(onDisk(), kept);
        }
        const auto next = open();
        QCOMPARE(next->kept(), kept);
        next->add(typed(u"three"_s));
        QCOMPARE(onDisk(), next->kept());
    }

    void isForItsOwnerOnly()
    {
        {
            QVERIFY(QDir(m_home->path()).mkdir(u"data"_s));
            QFile older(m_path);
            QVERIFY(older.open(QIODevice::WriteOnly));
            QVERIFY(older.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        }
        const auto file = open();
        file->add(typed(u"one"_s));
        constexpr auto kUser = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
        QCOMPARE(QFileInfo(m_path).permissions() & ~kUser, QFile::ReadOwner | QFile::WriteOwner);
        m_path = m_home->filePath(u"private/server.outbox"_s);
        const auto another = open();
        QCOMPARE(QFileInfo(m_home->filePath(u"private"_s)).permissions() & ~kUser,
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void belongsToOneProcessAtATime()
    {
        {
            const auto mine = open();
            QVERIFY(mine);
            const auto another = OutboxFile::open(m_path);
            QVERIFY(!another);
            QCOMPARE(another.error(), OutboxFile::Trouble::Taken);
        }
        QVERIFY(open());
    }

    void whatIsAcknowledgedLeavesTheDisk()
    {
        const auto file = open();
        file->replace({.epoch = u"e"_s, .first = 1, .items = {}});
        file->add(typed(u"confidential"_s));
        file->acknowledge(1);
        QFile raw(m_path);
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.readAll().contains("confidential"));
        file->add(typed(u"next"_s));
        QCOMPARE(onDisk().first, quint64(2));
        QCOMPARE(onDisk(), file->kept());
    }

    void doesNotGrowWithoutEnd()
    {
        const auto file = open();
        file->replace({.epoch = u"e"_s, .first = 1, .items = {}});
        for (quint64 number = 1; number <= 2000; ++number) { // 6.4 MB, of which 10 items wait
            file->add(spoken());
            if (number > 10)
                file->acknowledge(number - 10);
            QVERIFY(size() < 400 * 1024);
        }
        QCOMPARE(onDisk(), file->kept());
    }

    void erasingLeavesNothing()
    {
        const auto file = open();
        file->replace({.epoch = u"e"_s, .first = 7, .items = {typed(u"one"_s)}});
        file->erase();
        QVERIFY(!QFile::exists(m_path));
        QCOMPARE(file->kept(), KeptOutbox());
        file->add(typed(u"two"_s));
        QCOMPARE(onDisk(), file->kept());
    }

    void aFullDiskLeavesWhatWasTrueAndIsTriedAgain()
    {
        const auto file = open();
        file->replace({.epoch = u"e"_s, .first = 1, .items = {}});
        file->add(typed(u"one"_s));
        const KeptOutbox before = file->kept();
        {
            const FileSizeLimit full(static_cast<rlim_t>(size() + 1000));
            file->add(spoken());
            QVERIFY(!file->isComplete());
            QVERIFY(!file->failure().isEmpty());
            QCOMPARE(onDisk(), before);
            file->add(typed(u"two"_s)); // would fit, but would get the number of the one before
            QCOMPARE(onDisk(), before);
        }
        file->add(typed(u"three"_s, kNow + 6s));
        QVERIFY(file->isComplete());
        QCOMPARE(file->kept().items.size(), std::size_t(4));
        QCOMPARE(onDisk(), file->kept());
    }

    void isCompletedAsSoonAsThereIsRoom()
    {
        const auto file = open();
        {
            const FileSizeLimit full(10);
            file->add(typed(u"one"_s));
            file->complete();
            QVERIFY(!file->isComplete());
        }
        file->complete();
        QVERIFY(file->isComplete());
        QCOMPARE(onDisk(), file->kept());
    }

    void whatDoesNotHoldAnyMoreIsNotLeftOnAFullDisk()
    {
        const auto file = open();
        file->replace({.epoch = u"e"_s, .first = 1, .items = {spoken()}});
        {
            const FileSizeLimit full(100);
            file->replace({.epoch = u"f"_s, .first = 1, .items = {spoken()}});
        }
        QVERIFY(!file->isComplete());
        QCOMPARE(onDisk(), KeptOutbox());
        file->add(typed(u"later"_s));
        QCOMPARE(onDisk(), file->kept());
        QCOMPARE(onDisk().epoch, u"f"_s);
    }

    void goesOnBehindHalfARecord()
    {
        {
            const auto file = open();
            file->replace({.epoch = u"e"_s, .first = 1, .items = {typed(u"one"_s)}});
            file->add(typed(u"two"_s));
        }
        QVERIFY(QFile::resize(m_path, size() - 1));
        const auto next = open();
        next->add(typed(u"three"_s));
        QCOMPARE(onDisk().items.size(), std::size_t(2));
        QCOMPARE(onDisk().items.back(), typed(u"three"_s));
    }
};

HOLDLINE_TEST(TestOutboxFile)

} // namespace holdline::tst_outboxfile

#include "tst_outboxfile.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/sessionwriter.h"
#include "server/store/memorystore.h"
#include "support/mortalstore.h"
#include "support/testcase.h"
#include "support/unreliablestore.h"

#include <QSignalSpy>
#include <QTest>

namespace holdline::tst_sessionwriter {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// Refuses everything, and checks that the audio it is offered was not copied.
class FullStore : public SessionStore
{
public:
    using SessionStore::commit;
    void commit(std::shared_ptr<const Batch> batch, Committed done) override
    {
        for (const Change &change : *batch) {
            ++offers;
            wasCopied |= !std::get<AudioJournaled>(change).audio.pcm.isDetached();
        }
        QMetaObject::invokeMethod(
            &m_context,
            [done = std::move(done)] {
                done(Failure{StoreError{StoreError::Kind::Full, QStringLiteral("no space left")}});
            },
            Qt::QueuedConnection);
    }
    void load(const SessionId &, int, Loaded) override { }
    void loadSecret(const SessionId &, SecretLoaded) override { }
    void loadHistory(const SessionId &, qint64, qint64, HistoryLoaded) override { }
    void sweep(const SweepLimits &, std::vector<SessionId>, Swept) override { }
    void flush() override { }
    std::optional<StoreError> trouble() const override { return {}; }

    int offers = 0;
    bool wasCopied = false;

private:
    QObject m_context;
};

} // namespace

class TestSessionWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_inner = memoryStore();
        m_store = std::make_unique<UnreliableStore>(*m_inner);
        m_mortal = std::make_unique<MortalStore>(*m_store);
        m_writer = std::make_unique<SessionWriter>(*m_mortal);
        m_writer->write({SessionCreated{m_id, {}}});
        QTRY_VERIFY(!m_writer->isBusy());
        m_done.clear();
    }

    void tellsEachWriterInOrder()
    {
        for (int i = 0; i < 5; ++i)
            write(i);
        QVERIFY(m_done.isEmpty());
        QTRY_COMPARE(m_done, (QList<int>{0, 1, 2, 3, 4}));
        QCOMPARE(stored(), (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    }

    void whatIsWrittenTogetherIsOneBatch()
    {
        const int before = m_mortal->batches();
        m_writer->together([this] {
            write(1);
            m_writer->together([this] { write(2); });
            write(3);
        });
        QTRY_COMPARE(m_done.size(), 3);
        QCOMPARE(m_mortal->batches(), before + 1);
    }

    void keepsAndRetriesWhatTheStoreRefuses()
    {
        QSignalSpy trouble(m_writer.get(), &SessionWriter::troubleChanged);
        m_store->setFailing(true);
        write(1);
        write(2);
        QTRY_COMPARE(trouble.size(), 1);
        QCOMPARE(m_writer->trouble()->kind, StoreError::Kind::Full);
        QVERIFY(m_done.isEmpty());
        QVERIFY(m_writer->isBusy());
        m_store->setFailing(false);
        QTRY_COMPARE(m_done, (QList<int>{1, 2}));
        QCOMPARE(stored(), (QStringList{u"1"_s, u"2"_s}));
        QVERIFY(!m_writer->trouble());
        QCOMPARE(trouble.size(), 2);
    }

    void offersItAgainInsteadOfACopy()
    {
        FullStore full;
        SessionWriter writer(full);
        const auto audio = [this](quint64 entry) {
            Batch batch; // not an initializer list, which would copy its elements
            batch.push_back(AudioJournaled{m_id, entry, {.pcm = QByteArray(1000, 'x')}});
            return batch;
        };
        writer.write(audio(1));
        QTRY_COMPARE(full.offers, 1);
        writer.write(audio(2));
        QTRY_COMPARE(full.offers, 3); // one item, then both together
        QVERIFY(!full.wasCopied);
    }

    void whatMayWaitGoesWithTheNextBatch()
    {
        const int before = m_mortal->batches();
        for (int i = 0; i < 5; ++i)
            m_writer->writeSoon(SessionTouched{m_id, WallTime(std::chrono::milliseconds(i))});
        QCOMPARE(m_mortal->batches(), before);
        QVERIFY(!m_writer->isBusy());
        write(1);
        QTRY_COMPARE(m_done.size(), 1);
        QCOMPARE(m_mortal->batches(), before + 1);
        QCOMPARE(m_store->count<SessionTouched>(), 1); // the newest only
    }

    void whatMayWaitDoesNotWaitForEver()
    {
        m_writer->writeSoon(SessionTouched{m_id, {}});
        QTRY_COMPARE(m_store->count<SessionTouched>(), 1);
        m_writer->writeSoon(SessionTouched{m_id, {}});
        m_writer.reset();
        QCOMPARE(m_store->count<SessionTouched>(), 2);
    }

    void nothingFollowsTheLastBatch()
    {
        bool isGone = false;
        m_writer->writeSoon(SessionTouched{m_id, {}});
        m_writer->writeLast({SessionExpired{m_id}}, [&isGone] { isGone = true; });
        write(1); // would be refused, because the session does not exist any more
        m_writer->writeSoon(SessionTouched{m_id, {}});
        QTRY_VERIFY(isGone);
        m_writer.reset();
        QCOMPARE(m_store->count<MessageAppended>(), 0);
        QVERIFY(m_done.isEmpty());
    }

    void givesTheRestToTheStoreWhenItGoes()
    {
        write(1);
        write(2);
        m_writer.reset();
        QTRY_COMPARE(stored(), (QStringList{u"1"_s, u"2"_s}));
    }

private:
    void write(int number)
    {
        const speech::Message message{speech::Role::User, QString::number(number), {}};
        m_writer->write({MessageAppended{m_id, message}},
                        [this, number] { m_done.append(number); });
    }
    QStringList stored()
    {
        std::optional<QStringList> texts;
        m_inner->load(m_id, 100, [&](const Result<Lookup, StoreError> &lookup) {
            texts.emplace();
            for (const speech::Message &message : std::get<StoredSession>(lookup.value()).messages)
                texts->append(message.text);
        });
        if (!QTest::qWaitFor([&] { return texts.has_value(); }))
            return {};
        return *texts;
    }

    const SessionId m_id = SessionId::generate();
    std::unique_ptr<SessionStore> m_inner;
    std::unique_ptr<UnreliableStore> m_store;
    std::unique_ptr<MortalStore> m_mortal; ///< counts the batches
    std::unique_ptr<SessionWriter> m_writer;
    QList<int> m_done;
};

HOLDLINE_TEST(TestSessionWriter)

} // namespace holdline::tst_sessionwriter

#include "tst_sessionwriter.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/ngrammodel.h"

#include "speech/skills/phrasebook.h"
#include "speech/skills/skill.h"
#include "support/builtinanswers.h"
#include "support/testcase.h"

#include <QTest>

#include <cmath>

namespace holdline::tst_ngrammodel {

using namespace speech;
using namespace testing;
using namespace Qt::StringLiterals;

namespace {

/// A model in the ARPA format, as a recogniser reads it.
struct Arpa
{
    explicit Arpa(const QByteArray &text)
    {
        int length = 0;
        for (const QByteArray &line : text.split('\n')) {
            if (line.startsWith('\\'))
                length = line.endsWith("-grams:") ? line[1] - '0' : 0;
            if (line.startsWith("ngram "))
                announced += line.mid(line.indexOf('=') + 1).toInt();
            const QList<QByteArray> fields = line.split(' ');
            if (length == 0 || fields.size() <= length)
                continue;
            const QByteArray words = fields.mid(1, length).join(' ');
            probability[words] = std::pow(10, fields[0].toDouble());
            backoff[words] =
                fields.size() > length + 1 ? std::pow(10, fields.last().toDouble()) : 1;
        }
    }

    double of(const QByteArray &history, const QByteArray &word) const
    {
        if (history.isEmpty())
            return probability.value(word);
        const auto listed = probability.constFind(history + ' ' + word);
        if (listed != probability.constEnd())
            return *listed;
        const qsizetype space = history.indexOf(' ');
        const QByteArray shorter = space < 0 ? QByteArray() : history.mid(space + 1);
        return backoff.value(history, 1) * of(shorter, word);
    }

    QHash<QByteArray, double> probability;
    QHash<QByteArray, double> backoff;
    int announced = 0;
};

} // namespace

/// Tests what the recogniser on board is told about the words of users.
class TestNgramModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWordsAfterAnyHistoryHaveAProbabilityOfOneAtMost_data()
    {
        QTest::addColumn<QByteArray>("history");
        for (const char *history :
             {"", "<s>", "what", "<s> what", "what is", "is the", "time what"})
            QTest::newRow(history) << QByteArray(history);
    }

    void theWordsAfterAnyHistoryHaveAProbabilityOfOneAtMost()
    {
        QFETCH(QByteArray, history);
        const Arpa model(trigramModel(
            {u"what is the time"_s, u"what is the date"_s, u"tell me the time"_s, u"what"_s}));
        QCOMPARE(model.announced, model.probability.size());
        double sum = 0;
        for (const QByteArray &words : model.probability.keys())
            sum += words.contains(' ') ? 0 : model.of(history, words);
        QVERIFY2(sum < 1.001, qPrintable(QString::number(sum)));
    }

    void whatWasSaidIsLikely()
    {
        const Arpa model(trigramModel({u"what is the time"_s, u"what is the date"_s}));
        QVERIFY(model.of("what is", "the") > 0.7);
        QVERIFY(model.of("is the", "time") > 0.3);
    }

    void whatWasNeverSaidIsLeftToOtherModels()
    {
        const Arpa model(trigramModel({u"what is the time"_s, u"spell the word"_s}));
        QVERIFY(model.of("the word", "time") < 1e-4);
    }

    void theSkillsAnswerWhatTheRecogniserExpects()
    {
        constexpr Skill kSkills[] = {retrospect, repeat,     spelling, timer,    help,
                                     clock,      arithmetic, memory,   smallTalk};
        const QStringList requests = spokenRequests();
        QVERIFY(requests.size() > 1000);
        QCOMPARE(requests, spokenRequests());
        for (qsizetype i = 0; i < requests.size(); i += 7) {
            const Prompt prompt = promptFor(requests[i]);
            const auto answers = [&prompt](Skill skill) { return skill(prompt).has_value(); };
            QVERIFY2(std::ranges::any_of(kSkills, answers), qPrintable(requests[i]));
        }
    }
};

HOLDLINE_TEST(TestNgramModel)

} // namespace holdline::tst_ngrammodel

#include "tst_ngrammodel.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lograte.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_lograte {

using namespace std::chrono_literals;

class TestLogRate : public QObject
{
    Q_OBJECT

private:
    LogRate m_rate;
    Instant m_now = Clock().now();

    /// Offers `lines` lines at once. Returns how many of them are written.
    int write(int lines, const QByteArray &category = "holdline.link")
    {
        int written = 0;
        for (int i = 0; i < lines; ++i)
            written += m_rate.admit(category, m_now) ? 1 : 0;
        return written;
    }

private Q_SLOTS:
    void init() { m_rate = {}; }

    void aBurstIsWrittenAndTheRestIsNot()
    {
        QCOMPARE(write(LogRate::kBurst), LogRate::kBurst);
        QCOMPARE(write(100'000), 0);
    }

    void goesOnAtItsRate()
    {
        write(100'000);
        for (int second = 0; second < 10; ++second) {
            m_now += 1s;
            QCOMPARE(write(1000), LogRate::kPerSecond);
        }
        m_now += 1h;
        QCOMPARE(write(100'000), LogRate::kBurst);
    }

    void tellsHowManyWereLeftOut()
    {
        QCOMPARE(m_rate.admit("holdline.link", m_now), std::optional<quint64>(0));
        write(LogRate::kBurst - 1);
        write(1234);
        m_now += 1s;
        QCOMPARE(m_rate.admit("holdline.link", m_now), std::optional<quint64>(1234));
        QCOMPARE(m_rate.admit("holdline.link", m_now), std::optional<quint64>(0));
    }

    void oneCategoryDoesNotSilenceAnother()
    {
        write(100'000);
        QCOMPARE(write(10, "holdline.audio.playout"), 10);
    }
};

HOLDLINE_TEST(TestLogRate)

} // namespace holdline::tst_lograte

#include "tst_lograte.moc"

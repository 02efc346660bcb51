// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/typedtexts.h"
#include "support/testcase.h"

#include <QTest>

namespace holdline::tst_typedtexts {

using namespace client;
using namespace Qt::StringLiterals;

class TestTypedTexts : public QObject
{
    Q_OBJECT

private:
    static TypedText typed(const QString &text) { return TypedText::now(text, Clock()); }

private Q_SLOTS:
    void waitInTheOrderInWhichTheyWereTyped()
    {
        TypedTexts texts;
        QVERIFY(!texts.isAnyWaiting());
        texts.addWaiting(typed(u"one"_s));
        texts.addWaiting(typed(u"two"_s));
        QCOMPARE(texts.nextWaiting().text, u"one"_s);
        texts.removeNextWaiting();
        QCOMPARE(texts.nextWaiting().text, u"two"_s);
        texts.addWaiting(typed(u"three"_s));
        const QList<TypedText> rest = texts.takeWaiting();
        QCOMPARE(rest.size(), 2);
        QVERIFY(rest[0].id != rest[1].id);
        QVERIFY(!texts.isAnyWaiting());
    }

    void areRepeatedByTheServerOnceEach()
    {
        TypedTexts texts;
        texts.addSent(u"again"_s);
        texts.addSent(u"again"_s);
        QVERIFY(!texts.takeEcho(u"something said"_s));
        QVERIFY(texts.takeEcho(u"again"_s));
        QVERIFY(texts.takeEcho(u"again"_s));
        QVERIFY(!texts.takeEcho(u"again"_s));
    }

    void aLostLineRepeatsNothingButTheWaitingOnesStay()
    {
        TypedTexts texts;
        texts.addSent(u"sent"_s);
        texts.addWaiting(typed(u"waiting"_s));
        texts.forgetSent();
        QVERIFY(!texts.takeEcho(u"sent"_s));
        QVERIFY(texts.isAnyWaiting());
        texts.clear();
        QVERIFY(!texts.isAnyWaiting());
    }
};

HOLDLINE_TEST(TestTypedTexts)

} // namespace holdline::tst_typedtexts

#include "tst_typedtexts.moc"

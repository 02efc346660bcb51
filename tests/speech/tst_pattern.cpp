// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/skills/pattern.h"
#include "support/testcase.h"

#include <QRegularExpression>
#include <QTest>

namespace holdline::tst_pattern {

using namespace speech;
using namespace Qt::StringLiterals;

namespace {

/// What each named group has captured, or "no match".
QString described(const QString &pattern, const QString &text)
{
    const auto match = Pattern(pattern).match(text);
    return match ? match->captured(u"a"_s) + u'|' + match->captured(u"b"_s) : u"no match"_s;
}

/// The same, from QRegularExpression.
QString expected(const QString &pattern, const QString &text)
{
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern),
                                        QRegularExpression::CaseInsensitiveOption);
    if (!expression.isValid())
        return u"not valid"_s;
    const auto match = expression.match(text);
    return match.hasMatch() ? match.captured(u"a"_s) + u'|' + match.captured(u"b"_s)
                            : u"no match"_s;
}

/// All texts of up to `length` characters of `alphabet`.
QStringList textsOf(const QString &alphabet, int length)
{
    QStringList texts{QString()};
    qsizetype from = 0;
    for (int i = 0; i < length; ++i) {
        const qsizetype to = texts.size();
        for (; from < to; ++from) {
            for (const QChar character : alphabet)
                texts += texts[from] + character;
        }
    }
    return texts;
}

} // namespace

class TestPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesAsAnyRegularExpressionDoes_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char *pattern : {"",
                                    "x",
                                    "xy",
                                    "x|y",
                                    "x|y|xy",
                                    "(x|y)y",
                                    "x?y",
                                    "x*y",
                                    "x+y",
                                    "(xy)*",
                                    "(xy)+x",
                                    "(x+|y)",
                                    "(x*|y)*",
                                    "(x+)?y",
                                    "((x|y)+ ?)*",
                                    ".",
                                    ".*",
                                    ".*y",
                                    "x.*y.*",
                                    "x( y)*",
                                    "\\bx\\b.*",
                                    ".*\\by\\b.*",
                                    "\\w+ x",
                                    "[\\sx]*y",
                                    "[xy]+ [ y]*",
                                    "(?<a>x*)(?<b>.*)",
                                    "(?<a>.+?)( y)?",
                                    "(?<a>x*?)(?<b>x*)",
                                    "(?<a>.*) (?<b>x|y)",
                                    "(?<a>x|xy)(?<b>y?)",
                                    "(x|(?<a>y))*",
                                    "(?<a>x?)(?<b>( x| y)*)",
                                    "(?:x|y)(?: (?<a>.*))?",
                                    "X*y|Yx",
                                    "(|x)y",
                                    "x(y|)",
                                    "(x?)*y",
                                    "((?<a>x)|(?<b>y))+"})
            QTest::newRow(pattern) << QString::fromLatin1(pattern);
    }

    void matchesAsAnyRegularExpressionDoes()
    {
        QFETCH(QString, pattern);
        for (const QString &text : textsOf(u"xy "_s, 6)) {
            if (described(pattern, text) != expected(pattern, text))
                QCOMPARE(u"%1: %2"_s.arg(text, described(pattern, text)),
                         u"%1: %2"_s.arg(text, expected(pattern, text)));
        }
    }

    void lettersMatchInEitherCase() { QVERIFY(Pattern(u"what IS it").matches(u"WHAT is It")); }

    void signsBehindABackslashAreThemselves()
    {
        QVERIFY(Pattern(u"3\\.5\\?").matches(u"3.5?"));
        QVERIFY(!Pattern(u"3\\.5\\?").matches(u"3x5?"));
    }
};

HOLDLINE_TEST(TestPattern)

} // namespace holdline::tst_pattern

#include "tst_pattern.moc"

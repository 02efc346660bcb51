// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcase.h"
#include "widgets/look/connectionwords.h"
#include "widgets/look/language.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QTest>
#include <QTranslator>

namespace holdline::tst_language {

using namespace widgets;
using namespace Qt::StringLiterals;

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        for (QTranslator *translator : qApp->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(QLocale::c());
    }

    void wordsButtonsDatesAndFiguresAgree_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("close");
        QTest::addColumn<QString>("monday");
        QTest::addColumn<QString>("figure");
        QTest::newRow("English") << u"en_US"_s << u"Connected"_s << u"Close"_s << u"Monday"_s
                                 << u"1,234.5"_s;
        QTest::newRow("German") << u"de_DE"_s << u"Verbunden"_s << u"Schließen"_s << u"Montag"_s
                                << u"1.234,5"_s;
        QTest::newRow("Austrian") << u"de_AT"_s << u"Verbunden"_s << u"Schließen"_s << u"Montag"_s
                                  << u"1\u00a0234,5"_s;
        QTest::newRow("French, which Holdline does not speak")
            << u"fr_FR"_s << u"Connected"_s << u"Close"_s << u"Monday"_s << u"1,234.5"_s;
        QTest::newRow("Arabic, with digits and a direction of its own")
            << u"ar_EG"_s << u"Connected"_s << u"Close"_s << u"Monday"_s << u"1,234.5"_s;
        QTest::newRow("none") << u"C"_s << u"Connected"_s << u"Close"_s << u"Monday"_s
                              << u"1234.5"_s;
    }

    void wordsButtonsDatesAndFiguresAgree()
    {
        QFETCH(QString, system);
        useLanguageOf(QLocale(system), *qApp);
        QTEST(ConnectionWords::label(client::ConnectionState::Connected), "state");
        const QDialogButtonBox buttons(QDialogButtonBox::Close);
        QTEST(buttons.button(QDialogButtonBox::Close)->text().remove(u'&'), "close");
        QTEST(QLocale().dayName(Qt::Monday), "monday");
        const QLocale shown;
        QLocale figures = shown;
        if (shown.language() == QLocale::C)
            figures.setNumberOptions(QLocale::OmitGroupSeparator);
        QTEST(figures.toString(1234.5, 'f', 1), "figure");
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
    }
};

HOLDLINE_TEST(TestLanguage)

} // namespace holdline::tst_language

#include "tst_language.moc"

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/manualclock.h"
#include "widgets/look/connectionnotice.h"
#include "widgets/look/connectionwords.h"
#include "widgets/look/desktopscheme.h"
#include "widgets/look/theme.h"
#include "widgets/look/windowstyle.h"
#include "widgets/mainwindow.h"

#include "support/testcase.h"

#include <QApplication>
#include <QFile>
#include <QMenuBar>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

namespace holdline::tst_translation {

using namespace widgets;
using namespace Qt::StringLiterals;

namespace {

/// The placeholders "%1" and "%n" of a text.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%([0-9]|n)"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    return found;
}

} // namespace

class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new WindowStyle);
        QVERIFY(m_german.load(u":/i18n/holdline_de.qm"_s));
        QCoreApplication::installTranslator(&m_german);
    }

    void everyTextIsTranslatedWithItsPlaceholders()
    {
        QFile file(QFINDTESTDATA("../../translations/holdline_de.ts"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        QXmlStreamReader xml(&file);
        QString source;
        int texts = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == "source"_L1)
                source = xml.readElementText();
            if (xml.name() == "translation"_L1) {
                QVERIFY2(!xml.attributes().hasAttribute(u"type"_s), qPrintable(source));
                const QString text =
                    xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                QVERIFY2(!text.isEmpty(), qPrintable(source));
                if (!source.contains("%n"_L1))
                    QCOMPARE(placeholders(text), placeholders(source));
                ++texts;
            }
        }
        QVERIFY(texts > 150);
    }

    void speaksGerman()
    {
        QCOMPARE(ConnectionWords::label(client::ConnectionState::Connected), u"Verbunden"_s);
        client::ConnectionStatus status;
        status.state = client::ConnectionState::Failed;
        status.reason = client::LossReason::Refused;
        status.attempt = 10;
        QVERIFY(ConnectionNotice::of(status)->text.startsWith(
            u"10 Versuche schlugen fehl: Verbindung abgelehnt."_s));
        status.state = client::ConnectionState::Reconnecting;
        status.reason = client::LossReason::Restarting;
        QCOMPARE(ConnectionNotice::of(status)->title, u"Server startet neu – neuer Versuch …"_s);
    }

    void menusFitTheSmallestWindow()
    {
        const testing::ManualClock clock;
        const DesktopScheme desktop;
        Theme theme(desktop);
        MainWindow window(theme, clock);
        window.resize(360, 480);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *bar = window.findChild<QMenuBar *>(u"menuBar"_s);
        QSet<QChar> letters;
        for (QAction *action : bar->actions()) {
            letters.insert(action->text().at(action->text().indexOf(u'&') + 1).toLower());
            QVERIFY2(bar->rect().contains(bar->actionGeometry(action)), qPrintable(action->text()));
        }
        QCOMPARE(letters.size(), bar->actions().size());
    }

private:
    QTranslator m_german;
};

HOLDLINE_TEST(TestTranslation)

} // namespace holdline::tst_translation

#include "tst_translation.moc"

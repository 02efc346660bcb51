// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/diagnosticspanel.h"

#include "client/diagnostics/diagnosticsreport.h"
#include "widgets/diagnostics/diagnosticwords.h"
#include "widgets/diagnostics/eventdelegate.h"
#include "widgets/diagnostics/eventfilter.h"
#include "widgets/look/announcement.h"
#include "widgets/look/glyph.h"

#include "ui_diagnosticspanel.h"

#include <QFileDialog>
#include <QLocale>
#include <QSaveFile>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::Diagnostics;
using Kind = client::DiagnosticEvent::Kind;

namespace {

constexpr std::chrono::milliseconds kFiguresPause{250};
constexpr int kCloseGlyph = 14;
constexpr int kFigures = 4;
constexpr std::array kKinds = {Kind::State,   Kind::Dial, Kind::Loss,
                               Kind::Session, Kind::Hold, Kind::Sound};

QString figureInSeconds(Duration time)
{
    return DiagnosticsPanel::tr("%1 s", "seconds")
        .arg(QLocale().toString(double(time.count()) / 1000, 'f', 1));
}

QString milliseconds(const std::optional<std::chrono::microseconds> &time)
{
    if (!time)
        return u"–"_s;
    const double value = double(time->count()) / 1000;
    return DiagnosticsPanel::tr("%1 ms", "milliseconds")
        .arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
}

} // namespace

DiagnosticsPanel::DiagnosticsPanel(QWidget *parent)
    : QFrame(parent)
    , m_ui(std::make_unique<Ui::DiagnosticsPanel>())
    , m_events(new EventFilter(this))
    , m_delegate(new EventDelegate(this))
    , m_figuresPause(this)
{
    m_ui->setupUi(this);
    m_ui->events->setModel(m_events);
    m_ui->events->setItemDelegate(m_delegate);
    fillFilter();
    watchEvents();
    m_figuresPause.setSingleShot(true);
    m_figuresPause.setInterval(kFiguresPause);
    connect(&m_figuresPause, &QTimer::timeout, this, &DiagnosticsPanel::onFiguresChanged);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &DiagnosticsPanel::closeRequested);
    connect(m_ui->exportButton, &QPushButton::clicked, this, &DiagnosticsPanel::askForFile);
}

DiagnosticsPanel::~DiagnosticsPanel() = default;

void DiagnosticsPanel::setColors(const ThemePalette &colors)
{
    m_ui->roundTrips->setColors(colors);
    m_ui->turns->setColors(colors);
    m_delegate->setColors(colors);
    m_ui->closeButton->setIcon(glyphIcon(u"close"_s, colors.muted, kCloseGlyph));
    m_ui->events->viewport()->update();
}

void DiagnosticsPanel::setDiagnostics(Diagnostics &diagnostics)
{
    m_diagnostics = &diagnostics;
    m_events->setSourceModel(&diagnostics.log());
    connect(&diagnostics, &Diagnostics::figuresChanged, this, &DiagnosticsPanel::onFiguresChanged);
    connect(&diagnostics, &Diagnostics::roundTripsChanged, this, [this] {
        if (isVisible())
            showRoundTrips();
    });
    connect(&diagnostics, &Diagnostics::turnsChanged, this, [this] {
        if (isVisible())
            showTurns();
    });
    showEverything();
}

void DiagnosticsPanel::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    if (m_diagnostics)
        showEverything();
}

void DiagnosticsPanel::resizeEvent(QResizeEvent *event)
{
    arrangeFigures();
    QFrame::resizeEvent(event);
}

/// Places the four figures in one row or, if there is no room for that, in two or four.
void DiagnosticsPanel::arrangeFigures()
{
    const std::pair<QWidget *, QWidget *> figures[] = {
        {m_ui->roundTrip, m_ui->roundTripCaption},
        {m_ui->held, m_ui->heldCaption},
        {m_ui->unplayed, m_ui->unplayedCaption},
        {m_ui->underruns, m_ui->underrunsCaption},
    };
    int widest = 0;
    for (const auto &[value, caption] : figures)
        widest = std::max({widest, value->sizeHint().width(), caption->sizeHint().width()});
    const QMargins margins = m_ui->column->contentsMargins();
    const int room = width() - margins.left() - margins.right()
        - m_ui->scroll->verticalScrollBar()->sizeHint().width();
    int columns = kFigures;
    while (columns > 1 && columns * (widest + m_ui->figures->horizontalSpacing()) > room)
        columns /= 2;
    for (int i = 0; const auto &[value, caption] : figures) {
        m_ui->figures->addWidget(value, 2 * (i / columns), i % columns);
        m_ui->figures->addWidget(caption, 2 * (i / columns) + 1, i % columns);
        m_ui->figures->setColumnStretch(i, i < columns ? 1 : 0);
        ++i;
    }
}

void DiagnosticsPanel::fillFilter()
{
    m_ui->filter->addItem(tr("All events"));
    for (const Kind kind : kKinds)
        m_ui->filter->addItem(DiagnosticWords::kind(kind), static_cast<int>(kind));
    connect(m_ui->filter, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant kind = m_ui->filter->currentData();
        m_events->setKind(kind.isValid() ? std::optional(static_cast<Kind>(kind.toInt()))
                                         : std::nullopt);
        m_ui->events->scrollToBottom();
    });
}

/// Keeps the newest event in view if it was in view before.
void DiagnosticsPanel::watchEvents()
{
    QScrollBar *bar = m_ui->events->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, bar, [bar, before = 0](int, int maximum) mutable {
        if (bar->value() >= before)
            bar->setValue(maximum);
        before = maximum;
    });
}

void DiagnosticsPanel::onFiguresChanged()
{
    if (isVisible() && !m_figuresPause.isActive())
        showFigures();
}

void DiagnosticsPanel::showFigures()
{
    const Diagnostics::Figures &figures = m_diagnostics->figures();
    const auto show = [this](QLabel *label, const QString &text) {
        if (label->text() == text)
            return;
        label->setText(text);
        m_figuresPause.start();
    };
    show(m_ui->roundTrip, milliseconds(figures.roundTrip));
    show(m_ui->held, figureInSeconds(figures.held));
    show(m_ui->unplayed, figureInSeconds(figures.unplayed));
    show(m_ui->underruns, QLocale().toString(figures.underruns));
}

void DiagnosticsPanel::showRoundTrips()
{
    m_ui->roundTrips->setHistory(m_diagnostics->roundTrips());
}

void DiagnosticsPanel::showTurns()
{
    m_ui->turns->setTurns(m_diagnostics->turns());
}

void DiagnosticsPanel::showEverything()
{
    showFigures();
    showRoundTrips();
    showTurns();
    m_ui->events->scrollToBottom();
}

void DiagnosticsPanel::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Export diagnostics"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Text (*.txt)"), tr("JSON (*.json)")});
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->selectFile(u"holdline-diagnostics.txt"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"json"_s) ? u"json"_s : u"txt"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &DiagnosticsPanel::save);
    dialog->open();
}

void DiagnosticsPanel::save(const QString &file)
{
    const client::DiagnosticsReport report(*m_diagnostics);
    QSaveFile target(file);
    const bool saved = target.open(QIODevice::WriteOnly) && target.write(report.forFile(file)) >= 0
        && target.commit();
    m_ui->note->setText(saved ? tr("Saved, without conversation text or tokens.")
                              : tr("Not saved: %1").arg(target.errorString()));
    m_ui->note->show();
    announce(*m_ui->note, m_ui->note->text());
}

} // namespace holdline::widgets

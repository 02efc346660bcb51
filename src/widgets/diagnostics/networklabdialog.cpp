// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagnostics/networklabdialog.h"

#include "client/conversation/timeofday.h"
#include "widgets/diagnostics/labwords.h"
#include "widgets/look/announcement.h"
#include "widgets/look/connectionlook.h"
#include "widgets/look/fittoscreen.h"
#include "widgets/look/stackedbuttons.h"
#include "widgets/look/theme.h"

#include "ui_networklabdialog.h"

namespace holdline::widgets {

using client::NetworkLab;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMostNotes = 500;
constexpr int kFewestLetters = 46; // least width of a row with text and a button beside it

} // namespace

NetworkLabDialog::NetworkLabDialog(NetworkLab &lab, Theme &theme, const Clock &clock,
                                   QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::NetworkLabDialog>())
    , m_lab(lab)
    , m_theme(theme)
    , m_clock(clock)
{
    m_ui->setupUi(this);
    fitToScreen(*this);
    new StackedButtons(*m_ui->buttons);
    setAttribute(Qt::WA_DeleteOnClose);
    for (QWidget *ring : {m_ui->cutRing, m_ui->blackholeRing}) {
        QSizePolicy policy = ring->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        ring->setSizePolicy(policy);
    }
    connectLab();
    connect(&theme, &Theme::changed, this, &NetworkLabDialog::applyTheme);
    applyTheme();
    lab.open();
    update();
    m_ui->cut->setFocus();
}

NetworkLabDialog::~NetworkLabDialog()
{
    m_lab.disconnect(this);
    m_lab.close();
}

void NetworkLabDialog::connectLab()
{
    connect(m_ui->cut, &QPushButton::clicked, &m_lab, &NetworkLab::cut);
    connect(m_ui->blackhole, &QPushButton::clicked, &m_lab, &NetworkLab::blackhole);
    connect(m_ui->restart, &QPushButton::clicked, &m_lab, &NetworkLab::restartServer);
    connect(m_ui->slow, &QPushButton::toggled, &m_lab, &NetworkLab::setSlow);
    connect(&m_lab, &NetworkLab::changed, this, &NetworkLabDialog::update);
    connect(&m_lab, &NetworkLab::noted, this, &NetworkLabDialog::append);
}

/// Places each button below its text if there is no room beside it.
void NetworkLabDialog::resizeEvent(QResizeEvent *event)
{
    const bool isNarrow =
        width() < kFewestLetters * m_ui->labIntro->fontMetrics().averageCharWidth();
    for (QBoxLayout *row :
         {m_ui->heading, m_ui->cutLine, m_ui->blackholeLine, m_ui->slowLine, m_ui->restartLine})
        row->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QDialog::resizeEvent(event);
}

void NetworkLabDialog::setStatus(const client::ConnectionStatus &status)
{
    m_ui->pill->setStatus(status);
}

void NetworkLabDialog::applyTheme()
{
    const ThemePalette &colors = m_theme.palette();
    setPalette(colors.toPalette());
    m_ui->pill->setColors(colors);
    for (CountdownRing *ring : {m_ui->cutRing, m_ui->blackholeRing})
        ring->setColors(QColor::fromRgb(lookOf(client::ConnectionState::Reconnecting).color),
                        colors.line, colors.ink);
}

void NetworkLabDialog::update()
{
    const auto &trial = m_lab.trial();
    const bool isBroken = trial && !trial->isOver;
    const std::pair<CountdownRing *, NetworkLab::Fault> rings[] = {
        {m_ui->cutRing, NetworkLab::Fault::Cut},
        {m_ui->blackholeRing, NetworkLab::Fault::Blackhole},
    };
    for (const auto &[ring, fault] : rings) {
        const bool counts = isBroken && trial->fault == fault;
        if (counts && ring->isHidden())
            ring->start(elapsed(*trial->until, m_clock.now()));
        else if (!counts)
            ring->stop();
        ring->setVisible(counts);
    }
    for (QPushButton *button : {m_ui->cut, m_ui->blackhole})
        button->setEnabled(m_lab.isOpen());
    m_ui->slow->setEnabled(m_lab.isOpen());
    m_ui->slow->setChecked(m_lab.isSlow());
    m_ui->restart->setEnabled(m_lab.isOpen() && m_lab.canRestartServer());
    showOutlook(m_lab.isOpen() ? LabWords::outlook(trial, m_lab.isSlow())
                               : tr("The lab can’t be opened: there is no free port."));
}

void NetworkLabDialog::showOutlook(const QString &text)
{
    if (m_ui->outlook->text() == text)
        return;
    m_ui->outlook->setText(text);
    announce(*m_ui->outlook, text);
}

void NetworkLabDialog::append(const client::LabNote &note)
{
    if (m_ui->log->count() >= kMostNotes)
        delete m_ui->log->takeItem(0);
    m_ui->log->addItem(
        u"%1   %2"_s.arg(client::timeOfDayWithSeconds(note.at), LabWords::note(note)));
    m_ui->log->scrollToBottom();
}

} // namespace holdline::widgets

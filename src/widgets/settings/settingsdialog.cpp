// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingsdialog.h"

#include "widgets/look/fittoscreen.h"
#include "widgets/look/wrappedchoices.h"
#include "widgets/settings/settingspage.h"

#include "ui_settingsdialog.h"

#include <QPushButton>
#include <QScrollArea>

namespace holdline::widgets {

namespace {

constexpr int kListPadding = 40; // of the list, left plus right of the widest name
constexpr int kFewestLetters = 40; // of a line on a page, for which there must be room

} // namespace

SettingsDialog::SettingsDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SettingsDialog>())
{
    m_ui->setupUi(this);
    fitToScreen(*this);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_WindowPropagation); // inherits the colours of the window
    QPushButton *done = m_ui->buttons->addButton(tr("Done"), QDialogButtonBox::AcceptRole);
    done->setDefault(true);
    connect(m_ui->pages, &QListWidget::currentRowChanged, this, [this](int row) { showPage(row); });
    connect(m_ui->pageChoice, &QComboBox::activated, this, [this](int row) { showPage(row); });
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::addPage(SettingsPage *page)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    page->setProperty("role", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    area->setWidget(page);
    new WrappedChoices(*area);
    m_ui->stack->addWidget(area);
    m_pages.append(page);
    m_ui->pageChoice->addItem(page->windowTitle());
    m_ui->pages->addItem(page->windowTitle());
    if (m_pages.size() == 1)
        showPage(0);
}

void SettingsDialog::showPage(const SettingsPage *page)
{
    showPage(static_cast<int>(m_pages.indexOf(page)));
}

void SettingsDialog::showPage(int index)
{
    m_ui->stack->setCurrentIndex(index);
    m_ui->pages->setCurrentRow(index);
    m_ui->pageChoice->setCurrentIndex(index);
}

void SettingsDialog::accept()
{
    for (SettingsPage *page : m_pages) {
        if (!page->settle()) {
            showPage(page);
            return;
        }
    }
    QDialog::accept();
}

bool SettingsDialog::event(QEvent *event)
{
    const bool isNew = QDialog::event(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::Polish)
        arrange();
    return isNew;
}

void SettingsDialog::resizeEvent(QResizeEvent *event)
{
    arrange();
    QDialog::resizeEvent(event);
}

void SettingsDialog::arrange()
{
    const int list = m_ui->pages->sizeHintForColumn(0) + kListPadding;
    m_ui->pages->setFixedWidth(list);
    const bool isNarrow = width() - list < kFewestLetters * fontMetrics().averageCharWidth();
    QWidget *hidden = isNarrow ? static_cast<QWidget *>(m_ui->pages) : m_ui->choiceRow;
    QWidget *shown = isNarrow ? m_ui->choiceRow : static_cast<QWidget *>(m_ui->pages);
    const bool hadFocus = hidden->isAncestorOf(focusWidget()) || hidden == focusWidget();
    shown->setVisible(true);
    if (hadFocus)
        (isNarrow ? static_cast<QWidget *>(m_ui->pageChoice) : m_ui->pages)->setFocus();
    hidden->setVisible(false);
}

} // namespace holdline::widgets

// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/generalpage.h"

#include "widgets/look/theme.h"

#include "ui_generalpage.h"

#include <QAction>
#include <QLocale>

namespace holdline::widgets {

GeneralPage::GeneralPage(Theme &theme, QAction &sounds, QWidget *parent)
    : SettingsPage(parent)
    , m_ui(std::make_unique<Ui::GeneralPage>())
    , m_theme(theme)
    , m_sounds(sounds)
{
    m_ui->setupUi(this);
    for (int step = 0; step < Theme::kTextSizes; ++step)
        m_ui->textSize->addItem(
            tr("%1 %", "percent").arg(QLocale().toString(qRound(100 * Theme::scale(step)))));
    follow();
    connect(&theme, &Theme::changed, this, &GeneralPage::follow);
    connect(&sounds, &QAction::toggled, this, &GeneralPage::follow);
    connect(m_ui->theme, &QComboBox::activated, this,
            [this](int choice) { m_theme.setChoice(static_cast<Theme::Choice>(choice)); });
    connect(m_ui->textSize, &QComboBox::activated, this,
            [this](int step) { m_theme.setTextSize(step); });
    connect(m_ui->sounds, &QCheckBox::clicked, &m_sounds, &QAction::trigger);
}

GeneralPage::~GeneralPage() = default;

void GeneralPage::follow()
{
    m_ui->theme->setCurrentIndex(static_cast<int>(m_theme.choice())); // in the order of the enum
    m_ui->textSize->setCurrentIndex(m_theme.textSize());
    m_ui->sounds->setChecked(m_sounds.isChecked());
}

} // namespace holdline::widgets

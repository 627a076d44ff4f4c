import type { ModelTable } from '../model-definition.js'

type Facts = Readonly<Record<string, readonly [type: string, label: string, options?: string]>>

/** Private facts that stood on the employee until 18; from 19 they stand on the version and are reached through the employee. */
const versioned: Facts = {
  private_street: ['char', 'Private Street'],
  private_street2: ['char', 'Private Street2'],
  private_city: ['char', 'Private City'],
  private_zip: ['char', 'Private Zip'],
  private_state_id: ['many2one:res.country.state', 'Private State'],
  private_country_id: ['many2one:res.country', 'Private Country'],
  country_id: ['many2one:res.country', 'Nationality (Country)'],
  marital: ['selection', 'Marital Status', 'values=single,married,cohabitant,widower,divorced'],
  children: ['integer', 'Number of Dependent Children'],
  spouse_complete_name: ['char', 'Spouse Legal Name'],
  spouse_birthdate: ['date', 'Spouse Birthdate'],
  ssnid: ['char', 'SSN No'],
  identification_id: ['char', 'Identification No'],
  passport_id: ['char', 'Passport No'],
  km_home_work: ['integer', 'Home-Work Distance in Km'],
  departure_date: ['date', 'Departure Date'],
  departure_description: ['html', 'Additional Information'],
}

/** Facts that came with the version. */
const sinceVersions: Facts = {
  sex: ['selection', 'Gender', 'values=male,female,other'],
  distance_home_work: ['integer', 'Home-Work Distance'],
  wage: ['monetary', 'Wage'],
}

function onVersion(facts: Facts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, [type, label, options = '']]) => [name, `${type}|${label}|tracked ${options}`]),
  )
}

function throughVersion(name: string, [type, label, options = '']: Facts[string]): string {
  return `${type}|${label}|group=hr 19+ related=version_id.${name} ${options}`
}

function onEmployee(): Readonly<Record<string, string>> {
  const moved = Object.entries(versioned).map(([name, fact]) => {
    const [type, label, options = ''] = fact
    return [name, `${type}|${label}|group=hr 18- ${options} ; ${throughVersion(name, fact)}`]
  })
  const added = Object.entries(sinceVersions).map(([name, fact]) => [name, throughVersion(name, fact)])
  return Object.fromEntries([...moved, ...added]) as Readonly<Record<string, string>>
}

export const employmentTables: readonly ModelTable[] = [
  {
    name: 'hr.department',
    title: 'Department',
    module: 'hr',
    fields: { name: 'char|Department Name|required', active: 'boolean|Active|' },
  },
  {
    name: 'hr.employee',
    title: 'Employee',
    module: 'hr',
    order: 'name',
    thread: true,
    fields: {
      name: 'char|Employee Name|required tracked',
      legal_name: 'char|Legal Name|group=hr 19+',
      active: 'boolean|Active|',
      user_id: 'many2one:res.users|User|restrict',
      company_id: 'many2one:res.company|Company|required restrict',
      department_id: 'many2one:hr.department|Department|tracked',
      job_title: 'char|Job Title|18- ; char|Job Title|19+ related=version_id.job_title',
      work_contact_id: 'many2one:res.partner|Work Contact|',
      work_email: 'char|Work Email|',
      work_phone: 'char|Work Phone|',
      mobile_phone: 'char|Work Mobile|',
      version_id: 'many2one:hr.version|Version|19+ group=hr',
      ...onEmployee(),
      gender: 'selection|Gender|values=male,female,other group=hr 18-',
      birthday: 'date|Date of Birth|group=hr tracked',
      place_of_birth: 'char|Place of Birth|group=hr tracked',
      country_of_birth: 'many2one:res.country|Country of Birth|group=hr tracked',
      private_email: 'char|Private Email|group=hr',
      private_phone: 'char|Private Phone|group=hr',
      emergency_contact: 'char|Contact Name|group=hr tracked',
      emergency_phone: 'char|Contact Phone|group=hr tracked',
      bank_account_id: 'many2one:res.partner.bank|Bank Account Number|group=hr 18-',
      bank_account_ids: 'many2many:res.partner.bank|Bank Accounts|group=hr 19+',
      sinid: 'char|SIN No|group=hr 18-',
      private_car_plate: 'char|Private Car Plate|group=hr',
      certificate: 'selection|Certificate Level|values=graduate,bachelor,master,doctor,other group=hr tracked',
      study_field: 'char|Field of Study|group=hr tracked',
      study_school: 'char|School|group=hr tracked',
      permit_no: 'char|Work Permit No|group=hr tracked',
      visa_no: 'char|Visa No|group=hr tracked',
      visa_expire: 'date|Visa Expiration Date|group=hr tracked',
      pin: 'char|PIN|group=hr',
      barcode: 'char|Badge ID|group=hr',
      notes: 'text|Notes|group=hr 18-',
      additional_note: 'text|Additional Note|computed',
      driving_license: 'binary|Driving License|group=hr',
      has_work_permit: 'binary|Work Permit|group=hr',
      id_card: 'binary|ID Card Copy|group=hr',
      image_1920: 'binary|Image|',
    },
  },
  {
    name: 'hr.resume.line',
    title: 'Resume line of an employee',
    module: 'hr_skills',
    order: 'date_end desc, date_start desc',
    fields: {
      employee_id: 'many2one:hr.employee|Employee|required cascade',
      name: 'char|Title|required',
      date_start: 'date|Start|required',
      date_end: 'date|End|',
      description: 'html|Description|',
    },
  },
  {
    name: 'hr.version',
    title: 'Version',
    module: 'hr',
    since: 19,
    order: 'date_version',
    fields: {
      name: 'char|Name|',
      employee_id: 'many2one:hr.employee|Employee|cascade',
      date_version: 'date|Date Version|required',
      active: 'boolean|Active|',
      address_id: 'many2one:res.partner|Work Address|',
      contract_date_start: 'date|Contract Start Date|',
      contract_date_end: 'date|Contract End Date|',
      job_title: 'char|Job Title|tracked',
      ...onVersion(versioned),
      ...onVersion(sinceVersions),
    },
  },
]
